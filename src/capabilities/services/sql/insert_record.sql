INSERT INTO service_records (id, organisation_id, kind, on_date, title, recipients, content, effect, times, people, withdrawn_reason, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 1, $11)
