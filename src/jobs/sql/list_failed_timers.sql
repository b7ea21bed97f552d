SELECT id, kind, subject_kind, subject_id, due_at, params, state, attempts, retry_at, last_error, fired_at, epoch
FROM timers WHERE state = 'due' AND attempts > 0 AND due_at >= $1 AND (due_at > $1 OR id > $2) ORDER BY due_at, id LIMIT $3
