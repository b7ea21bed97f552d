SELECT COUNT(*) AS versions FROM data_versions
