SELECT a.state, a.display_name FROM accounts a WHERE a.id = $1
