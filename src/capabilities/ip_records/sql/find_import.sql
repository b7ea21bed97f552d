SELECT id, source_id, file_name, file_hash, kind, state, position, rejected_bytes, accepted, changed, unchanged, rejected, reasons, columns, total,
       permille, failure, ordered_by, started_at, ended_at, collection, source_name
  FROM listed_imports
 WHERE id = $1
