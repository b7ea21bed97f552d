UPDATE sign_in_attempts SET retry_at = $2 WHERE subject = $1
