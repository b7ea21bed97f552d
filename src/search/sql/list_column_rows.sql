SELECT id, data FROM column_rows ORDER BY id
