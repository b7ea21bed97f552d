-- Changes no row where the line has ended; one that waits behind an inclusion has its terms all the same.
UPDATE outlets SET valid_until = $2, listed_until = $3, renewal = $4, entry = $5, version = version + 1 WHERE id = $1 AND state <> 'ended'
RETURNING version
