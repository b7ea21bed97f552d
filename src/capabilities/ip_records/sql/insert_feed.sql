INSERT INTO ip_feeds (collection, id, sequence) VALUES ($1, $2, 0) ON CONFLICT (collection) DO NOTHING
