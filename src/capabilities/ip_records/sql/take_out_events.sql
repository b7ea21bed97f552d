-- What the source $1 added to at most $2 records.
DELETE FROM ip_record_events
 WHERE source_id = $1 AND key IN (SELECT e.key FROM ip_record_events e WHERE e.source_id = $1 ORDER BY e.key LIMIT $2)
