INSERT INTO complaints (id, receipt, secret_hash, outlet_id, organisation_id, authority_id, act_id, status, outlet_name, ground, is_anonymous,
                        complainant_name, complainant_contact, statement, state, handler_id, finding, answer, summary, received_at, concluded_at,
                        search_text, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', '', '', '', $16, NULL, $17, 1)
