-- The statuses held on the day $2, those included whose renewal is being decided or awaited.
SELECT status FROM outlets WHERE organisation_id = $1 AND state = 'valid' AND (listed_until IS NULL OR listed_until >= $2) ORDER BY status
