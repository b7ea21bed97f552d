-- Without counting their records.
SELECT id, collection, name, licence, data_date, is_removed, version FROM ip_sources WHERE is_removed = 0 ORDER BY collection, created_at, id
