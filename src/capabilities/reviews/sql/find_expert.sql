SELECT e.id, e.authority_id, e.account_id, e.fields, e.state, e.version, a.login_name, a.display_name, a.state AS account_state, v.relation
  FROM experts e JOIN accounts a ON a.id = e.account_id
  JOIN visible_experts v ON v.expert_id = e.id AND v.account_id = $1
 WHERE e.id = $2
 ORDER BY v.relation
