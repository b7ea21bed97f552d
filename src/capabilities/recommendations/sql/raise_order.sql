-- Changes no row where somebody was faster.
UPDATE recommendation_orders SET version = version + 1 WHERE id = $1 AND version = $2
