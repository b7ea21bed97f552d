DELETE FROM sign_in_attempts WHERE updated_at <= $1
