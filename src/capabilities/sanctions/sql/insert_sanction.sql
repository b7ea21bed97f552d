INSERT INTO sanctions (id, case_id, organisation_id, organisation_name, credit_code, outlet_id, authority_id, act_id, kind, decision_number, decided_on,
                       banned_until, cites, annulled_on, annulled_reason, version, created_at, ground, is_public)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL, '', 1, $14, $15, $16)
