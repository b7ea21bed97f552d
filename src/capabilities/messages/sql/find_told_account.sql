SELECT id AS account_id FROM accounts WHERE id = $1 AND state <> 'disabled'
