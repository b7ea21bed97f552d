SELECT size, frontier, root FROM log_head WHERE id = 1
