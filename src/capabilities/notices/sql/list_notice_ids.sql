SELECT id FROM notices ORDER BY id
