SELECT c.id FROM cases c WHERE c.id > $1 ORDER BY c.id LIMIT $2
