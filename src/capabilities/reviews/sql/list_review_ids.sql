SELECT id FROM reviews ORDER BY id
