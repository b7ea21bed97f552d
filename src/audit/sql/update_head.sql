UPDATE log_head SET size = $1, frontier = $2, root = $3 WHERE id = 1
