SELECT id FROM outlets ORDER BY id
