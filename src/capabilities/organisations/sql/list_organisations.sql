SELECT o.id, o.credit_code, o.is_code_confirmed, o.name, o.kind, o.nature, o.registered_division, o.address, o.principal_name, o.principal_post, o.headcount, o.department,
  o.telephone, o.email, o.website, o.website_name, o.wechat, o.service_recipients, o.legal_person_name, o.legal_person_code, o.node_kinds, o.banned_until, o.state, o.version
FROM organisations o
WHERE EXISTS (SELECT 1 FROM visible_organisations v WHERE v.account_id = $1 AND v.organisation_id = o.id)
  AND o.state <> 'rejected'
  AND ($2 = '' OR replace(replace(lower(o.name), '（', '('), '）', ')') LIKE $2 ESCAPE '!' OR o.credit_code = $3)
  AND ($4 = '' OR EXISTS (SELECT 1 FROM division_closure d WHERE d.ancestor_code = $4 AND d.descendant_code = o.registered_division))
  AND ($6 = '' OR o.sort_key > $5 OR (o.sort_key = $5 AND o.id > $6))
ORDER BY o.sort_key, o.id LIMIT $7
