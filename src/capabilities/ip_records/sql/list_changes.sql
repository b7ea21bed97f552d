-- What batches after ($2, $3) of the collection $1 wrote, at most $4 records: the feed an index follows. A line for each source that adds events.
SELECT r.key, r.payload, r.sequence, e.events
  FROM (SELECT key, payload, sequence FROM ip_records
         WHERE collection = $1 AND sequence >= $2 AND (sequence > $2 OR key > $3)
         ORDER BY sequence, key
         LIMIT $4) r
  LEFT JOIN ip_record_events e ON e.collection = $1 AND e.key = r.key
 ORDER BY r.sequence, r.key
