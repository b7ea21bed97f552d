SELECT id, window_id, authority_id, version FROM recommendation_orders WHERE window_id = $1 AND authority_id = $2
