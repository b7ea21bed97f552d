-- Changes no row where the line has ended.
UPDATE outlets SET valid_until = $2, listed_until = $3, renewal = $4, entry = $5, version = version + 1 WHERE id = $1 AND state = 'valid'
RETURNING version
