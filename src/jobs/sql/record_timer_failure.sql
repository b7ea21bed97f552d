UPDATE timers SET attempts = attempts + 1, last_error = $2, retry_at = $3 WHERE id = $1 AND state = 'due'
