UPDATE data_versions SET version = version WHERE name = 'directory'
