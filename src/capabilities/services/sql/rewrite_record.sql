-- What the log tells of a record, over the stored row or as a new one.
INSERT INTO service_records (id, organisation_id, kind, on_date, title, recipients, content, effect, times, people, withdrawn_reason, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, kind = excluded.kind, on_date = excluded.on_date, title = excluded.title,
       recipients = excluded.recipients, content = excluded.content, effect = excluded.effect, times = excluded.times, people = excluded.people,
       withdrawn_reason = excluded.withdrawn_reason, version = excluded.version
