-- Another series of batches: every index is made anew.
UPDATE ip_feeds SET id = $2 WHERE collection = $1
