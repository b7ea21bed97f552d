SELECT s.account_id, s.last_seen_at, s.reauthenticated_at, a.display_name, a.state, a.is_demonstration, a.must_change_password,
  g.role, g.organisation_id, g.authority_id
FROM sessions s JOIN accounts a ON a.id = s.account_id LEFT JOIN grants g ON g.account_id = a.id
WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.state <> 'disabled'
ORDER BY g.created_at, g.id
