SELECT a.login_name, a.display_name, g.role, o.name AS organisation_name, t.name AS authority_name, t.level AS authority_level
FROM accounts a JOIN grants g ON g.account_id = a.id LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN authorities t ON t.id = g.authority_id
WHERE a.is_demonstration = 1 AND a.state <> 'disabled' ORDER BY a.login_name, g.id
