INSERT INTO stored_files (sha256, size, media_type, pages, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sha256) DO NOTHING
