DELETE FROM recommendation_ranks WHERE order_id = $1
