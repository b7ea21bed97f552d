DELETE FROM column_rows WHERE id = ?1
