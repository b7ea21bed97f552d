SELECT id FROM cases WHERE id = $1 OR number = $1
