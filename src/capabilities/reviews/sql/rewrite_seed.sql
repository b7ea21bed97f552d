UPDATE review_seeds SET commitment = $4, value = $5 WHERE review_id = $1 AND attempt = $2 AND position = $3
