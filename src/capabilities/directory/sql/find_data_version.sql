SELECT version FROM data_versions WHERE name = 'directory'
