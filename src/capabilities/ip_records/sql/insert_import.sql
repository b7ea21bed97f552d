INSERT INTO ip_imports (id, source_id, file_name, file_hash, state, position, accepted, changed, unchanged, rejected, rejected_bytes, reasons, started_at)
VALUES ($1, $2, $3, $4, 'running', 0, 0, 0, 0, 0, 0, '{}', $5)
