UPDATE calendar_changes SET version = version + 1, updated_at = $3 WHERE id = $1 AND version = $2
