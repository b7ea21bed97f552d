SELECT c.id FROM cases c WHERE c.act_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3
