DELETE FROM sign_in_attempts WHERE subject = $1
