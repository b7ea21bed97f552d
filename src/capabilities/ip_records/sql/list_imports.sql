-- The newest first, behind ($1, $2).
SELECT id, source_id, file_name, file_hash, kind, state, position, rejected_bytes, accepted, changed, unchanged, rejected, reasons, columns, total,
       permille, failure, ordered_by, started_at, ended_at, collection, source_name
  FROM listed_imports
 WHERE $1 = '' OR started_at < $1 OR (started_at = $1 AND id < $2)
 ORDER BY started_at DESC, id DESC
 LIMIT $3
