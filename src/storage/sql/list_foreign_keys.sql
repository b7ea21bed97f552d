-- SQLite defers its foreign keys during a restore instead of dropping them.
SELECT '' AS table_name, '' AS name, '' AS definition WHERE 1 = 0
