UPDATE notices SET last_day = $3, account = $4, calendar_version = $5, version = version + 1 WHERE id = $1 AND version = $2
