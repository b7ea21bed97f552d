UPDATE data_versions SET version = version + 1 WHERE name = 'certificates'
