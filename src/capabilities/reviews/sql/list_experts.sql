-- The pools of the authorities the reader $1 is an officer of; $2 one authority or empty.
SELECT e.id, e.authority_id, e.account_id, e.fields, e.state, e.version, a.login_name, a.display_name, a.state AS account_state
  FROM experts e JOIN accounts a ON a.id = e.account_id
  JOIN visible_experts v ON v.expert_id = e.id AND v.account_id = $1 AND v.relation = 'officer'
 WHERE ($2 = '' OR e.authority_id = $2)
 ORDER BY a.login_name, e.id
