-- What the log tells of an entry, over the stored row or as a new one.
INSERT INTO network_entries (id, entry, organisation_id, act_id, name, authority_id, on_date, document, reason, closed_as, closed_on, closed_reason, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, organisation_id = excluded.organisation_id, act_id = excluded.act_id, name = excluded.name,
       authority_id = excluded.authority_id, on_date = excluded.on_date, document = excluded.document, reason = excluded.reason,
       closed_as = excluded.closed_as, closed_on = excluded.closed_on, closed_reason = excluded.closed_reason, version = excluded.version
