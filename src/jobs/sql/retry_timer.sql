UPDATE timers SET retry_at = '' WHERE id = $1 AND state = 'due' AND attempts > 0
