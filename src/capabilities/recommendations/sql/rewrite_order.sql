-- What the log tells of an order, over the stored row or as a new one.
INSERT INTO recommendation_orders (id, window_id, authority_id, version, created_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE SET window_id = excluded.window_id, authority_id = excluded.authority_id, version = excluded.version
