INSERT INTO windows(id, act_id, procedure_id, authority_id, year, serial, title, body, opens_on, closes_on, reason, closed_at, version, created_at, quotas)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, 1, $12, $13)
