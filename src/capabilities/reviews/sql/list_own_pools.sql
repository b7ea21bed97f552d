SELECT e.id, e.fields, e.state, b.name AS authority_name
  FROM experts e JOIN authorities b ON b.id = e.authority_id
 WHERE e.account_id = $1
 ORDER BY b.name, e.id
