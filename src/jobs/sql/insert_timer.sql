INSERT INTO timers (id, kind, subject_kind, subject_id, due_at, params, state, attempts, retry_at) VALUES ($1, $2, $3, $4, $5, $6, 'due', 0, '')
ON CONFLICT (kind, subject_kind, subject_id, due_at) DO UPDATE SET state = 'due', params = excluded.params, attempts = 0, retry_at = '', last_error = NULL
WHERE timers.state = 'cancelled'
