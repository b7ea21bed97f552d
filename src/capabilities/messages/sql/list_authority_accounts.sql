SELECT DISTINCT a.id AS account_id FROM grants g JOIN accounts a ON a.id = g.account_id
WHERE g.authority_id = $1 AND a.state <> 'disabled' AND a.id <> $2 ORDER BY a.id
