-- Changes no row where the same stands already.
INSERT INTO network_entries (id, entry, organisation_id, act_id, name, authority_id, on_date, document, reason, closed_as, closed_on, closed_reason, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', NULL, '', 1, $10)
ON CONFLICT DO NOTHING
