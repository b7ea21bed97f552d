UPDATE calendar_changes SET state = 'applied', version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2 AND state = 'applying'
