INSERT INTO ip_sources (id, collection, name, licence, data_date, is_removed, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (id) DO UPDATE SET collection = excluded.collection, name = excluded.name, licence = excluded.licence, data_date = excluded.data_date,
  is_removed = excluded.is_removed, version = excluded.version
