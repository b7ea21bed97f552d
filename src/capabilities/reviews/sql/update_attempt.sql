UPDATE review_attempts SET last_day = $3, seed = $4, drawn_order = $5, drawn = $6, outcome = $7, withheld_by = $8
 WHERE review_id = $1 AND number = $2
