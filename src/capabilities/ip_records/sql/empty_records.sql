-- Takes out at most $3 records of the source $1, in the batch $2.
UPDATE ip_records SET payload = '', hash = '', sequence = $2
 WHERE source_id = $1 AND payload <> ''
   AND key IN (SELECT x.key FROM ip_records x WHERE x.source_id = $1 AND x.payload <> '' ORDER BY x.key LIMIT $3)
