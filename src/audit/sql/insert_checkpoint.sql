INSERT INTO checkpoints (size, root, at, document) VALUES ($1, $2, $3, $4) ON CONFLICT (size, at) DO NOTHING
