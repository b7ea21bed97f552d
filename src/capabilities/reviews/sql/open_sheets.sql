UPDATE review_sheets SET is_open = 1 WHERE review_id = $1
