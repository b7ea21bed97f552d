UPDATE objections SET state = $3, result = $4, decided_at = $5, version = version + 1 WHERE id = $1 AND version = $2
