-- What the log tells of a window, over the stored row or as a new one.
INSERT INTO windows(id, act_id, procedure_id, authority_id, year, serial, title, body, opens_on, closes_on, reason, closed_at, version, created_at, quotas)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, $12, $13, $14)
    ON CONFLICT (id) DO UPDATE SET act_id = excluded.act_id, procedure_id = excluded.procedure_id, authority_id = excluded.authority_id, year = excluded.year,
       serial = excluded.serial, title = excluded.title, body = excluded.body, opens_on = excluded.opens_on, closes_on = excluded.closes_on,
       reason = excluded.reason, quotas = excluded.quotas, version = excluded.version
