-- Changes no row where the recommender has an order already.
INSERT INTO recommendation_orders (id, window_id, authority_id, version, created_at) VALUES ($1, $2, $3, 1, $4)
ON CONFLICT DO NOTHING
