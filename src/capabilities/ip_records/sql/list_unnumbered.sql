SELECT key, payload FROM ip_records WHERE collection = $1 AND application_number IS NULL LIMIT $2
