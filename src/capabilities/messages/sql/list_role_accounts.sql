SELECT DISTINCT a.id AS account_id FROM grants g JOIN accounts a ON a.id = g.account_id
WHERE g.role = $1 AND a.state <> 'disabled' ORDER BY a.id
