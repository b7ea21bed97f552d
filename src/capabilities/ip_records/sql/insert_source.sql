INSERT INTO ip_sources (id, collection, name, licence, data_date, is_removed, version, created_at) VALUES ($1, $2, $3, $4, $5, 0, 1, $6)
