-- The records that take_out_events is about to change are of the batch $3.
UPDATE ip_records SET sequence = $3
 WHERE collection = $1 AND key IN (SELECT e.key FROM ip_record_events e WHERE e.source_id = $2 ORDER BY e.key LIMIT $4)
