UPDATE sign_in_attempts SET failures = failures - 1, retry_at = '' WHERE subject = $1
