-- The whole pool of an authority, in the order of the ids the draw uses.
SELECT e.id, e.authority_id, e.account_id, e.fields, e.state, e.version, a.login_name, a.display_name, a.state AS account_state
  FROM experts e JOIN accounts a ON a.id = e.account_id
 WHERE e.authority_id = $1
 ORDER BY e.id
