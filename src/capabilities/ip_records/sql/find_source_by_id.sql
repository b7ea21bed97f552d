SELECT id, collection, name, licence, data_date, is_removed, version FROM ip_sources WHERE id = $1
