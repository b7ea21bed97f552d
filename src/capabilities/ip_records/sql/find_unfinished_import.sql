-- What the command line did not read to its end.
SELECT id, source_id, file_name, file_hash, kind, state, position, rejected_bytes, accepted, changed, unchanged, rejected, reasons, columns, total,
       permille, failure, ordered_by, started_at, ended_at, collection, source_name
  FROM listed_imports
 WHERE source_id = $1 AND file_hash = $2 AND state = 'running' AND kind = 'command'
 ORDER BY started_at DESC
 LIMIT 1
