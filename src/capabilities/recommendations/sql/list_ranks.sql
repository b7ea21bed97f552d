SELECT case_id, position FROM recommendation_ranks WHERE order_id = $1 ORDER BY position
