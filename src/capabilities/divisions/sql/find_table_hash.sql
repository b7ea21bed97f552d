SELECT value FROM settings WHERE name = 'divisions_hash'
