INSERT INTO recommendation_ranks (case_id, order_id, position) VALUES ($1, $2, $3)
