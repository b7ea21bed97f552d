UPDATE timers SET state = 'cancelled' WHERE subject_kind = $1 AND subject_id = $2 AND state = 'due'
