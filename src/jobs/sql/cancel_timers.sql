UPDATE timers SET state = 'cancelled' WHERE kind = $1 AND subject_kind = $2 AND subject_id = $3 AND state = 'due'
