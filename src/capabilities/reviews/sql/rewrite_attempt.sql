UPDATE review_attempts SET pool_hash = $3, seed = $4, drawn = $5 WHERE review_id = $1 AND number = $2
