INSERT INTO review_attempts (review_id, number, pool, pool_hash, last_day, seed, drawn_order, drawn, outcome, withheld_by, created_at)
VALUES ($1, $2, $3, $4, NULL, '', '[]', '[]', 'running', 0, $5)
