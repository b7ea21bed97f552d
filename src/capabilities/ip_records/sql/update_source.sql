UPDATE ip_sources SET licence = $2, data_date = $3, is_removed = $4, version = version + 1 WHERE id = $1
