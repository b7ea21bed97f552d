INSERT INTO ip_imports (id, source_id, file_name, file_hash, kind, state, columns, total, ordered_by, position, accepted, changed, unchanged, rejected,
                        rejected_bytes, reasons, started_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, 0, '{}', $10)
