-- What the log tells of a complaint, over the stored row or as a new one.
INSERT INTO complaints (id, receipt, secret_hash, outlet_id, organisation_id, authority_id, act_id, status, outlet_name, ground, is_anonymous,
                        complainant_name, complainant_contact, statement, state, handler_id, finding, answer, summary, received_at, concluded_at,
                        search_text, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
    ON CONFLICT (id) DO UPDATE SET receipt = excluded.receipt, secret_hash = excluded.secret_hash, outlet_id = excluded.outlet_id,
       organisation_id = excluded.organisation_id, authority_id = excluded.authority_id, act_id = excluded.act_id, status = excluded.status,
       outlet_name = excluded.outlet_name, ground = excluded.ground, is_anonymous = excluded.is_anonymous,
       complainant_name = excluded.complainant_name, complainant_contact = excluded.complainant_contact, statement = excluded.statement,
       state = excluded.state, handler_id = excluded.handler_id, finding = excluded.finding, answer = excluded.answer, summary = excluded.summary,
       received_at = excluded.received_at, concluded_at = excluded.concluded_at, search_text = excluded.search_text, version = excluded.version
