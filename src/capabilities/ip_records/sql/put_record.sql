INSERT INTO ip_records (collection, key, source_id, payload, hash, sequence, imported_at, application_number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (collection, key) DO UPDATE SET source_id = excluded.source_id, payload = excluded.payload, hash = excluded.hash,
  sequence = excluded.sequence, imported_at = excluded.imported_at, application_number = excluded.application_number
