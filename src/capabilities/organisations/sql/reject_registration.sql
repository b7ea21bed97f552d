-- The code is free for the true institution: what it was stands in the log.
UPDATE organisations SET state = 'rejected', credit_code = 'rejected:' || id, updated_at = $2, version = version + 1 WHERE id = $1
RETURNING version
