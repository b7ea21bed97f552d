SELECT id FROM accounts LIMIT 1
