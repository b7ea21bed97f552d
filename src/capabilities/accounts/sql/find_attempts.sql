SELECT failures, retry_at FROM sign_in_attempts WHERE subject = $1
