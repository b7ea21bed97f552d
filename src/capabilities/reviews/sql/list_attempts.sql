SELECT number, pool, pool_hash, last_day, seed, drawn_order, drawn, outcome, withheld_by FROM review_attempts
 WHERE review_id = $1
 ORDER BY number
