SELECT p.id, p.action, p.text, p.created_at
  FROM phrases p
 WHERE p.authority_id IN (SELECT g.authority_id FROM grants g WHERE g.account_id = $1) AND ($2 = '' OR p.action = $2)
 ORDER BY p.created_at, p.id
