SELECT id, source_id, file_name, file_hash, position, accepted, changed, unchanged, rejected, rejected_bytes, reasons
  FROM ip_imports
 WHERE source_id = $1 AND file_hash = $2 AND state = 'running'
 ORDER BY started_at DESC
 LIMIT 1
