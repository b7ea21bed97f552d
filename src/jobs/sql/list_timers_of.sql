SELECT id, kind, subject_kind, subject_id, due_at, params, state, attempts, retry_at, last_error, fired_at, epoch
FROM timers WHERE subject_kind = $1 AND subject_id = $2 ORDER BY due_at, id
