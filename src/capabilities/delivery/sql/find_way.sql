SELECT is_set_up FROM delivery_ways WHERE channel = $1
