-- An active account that holds the role of an expert.
SELECT a.id, a.display_name FROM accounts a
 WHERE a.login_name = $1 AND a.state = 'active' AND EXISTS (SELECT 1 FROM grants g WHERE g.account_id = a.id AND g.role = 'expert')
