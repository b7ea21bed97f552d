INSERT INTO sign_in_attempts (subject, failures, retry_at, updated_at) VALUES ($1, 1, '', $2)
ON CONFLICT (subject) DO UPDATE SET failures = CASE WHEN sign_in_attempts.updated_at < $3 THEN 1 ELSE sign_in_attempts.failures + 1 END,
  updated_at = excluded.updated_at
