-- What batches after ($2, $3) of the collection $1 wrote, at most $4: the feed an index follows.
SELECT key, payload, sequence FROM ip_records
 WHERE collection = $1 AND sequence >= $2 AND (sequence > $2 OR key > $3)
 ORDER BY sequence, key
 LIMIT $4
