-- The statuses held on the day $2.
SELECT status FROM outlets WHERE organisation_id = $1 AND state = 'valid' AND (valid_until IS NULL OR valid_until >= $2) ORDER BY status
