SELECT relation FROM visible_reviews WHERE account_id = $1 AND review_id = $2 ORDER BY relation
