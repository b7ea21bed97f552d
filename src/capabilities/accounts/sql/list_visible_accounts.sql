SELECT a.id, a.login_name, a.display_name, a.state, a.rejected_reason FROM accounts a
WHERE EXISTS (SELECT 1 FROM visible_accounts v WHERE v.viewer_id = $1 AND v.account_id = a.id) AND a.login_name > $2 AND ($3 = '' OR a.state = $3)
ORDER BY a.login_name LIMIT $4
