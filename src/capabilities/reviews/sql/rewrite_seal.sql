UPDATE review_seats SET commitment = $3 WHERE review_id = $1 AND id = $2
