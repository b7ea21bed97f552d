UPDATE timers SET state = 'fired', fired_at = $2, epoch = $3, last_error = NULL WHERE id = $1 AND state = 'due'
