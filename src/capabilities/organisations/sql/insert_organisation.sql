INSERT INTO organisations (id, credit_code, is_code_confirmed, name, sort_key, kind, nature, registered_division, address, principal_name, principal_post,
  headcount, department, telephone, email, website, website_name, wechat, service_recipients, node_kinds, banned_until, state, version, created_at, updated_at,
  legal_person_name, legal_person_code)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1, $23, $23, $24, $25)
ON CONFLICT (credit_code) DO NOTHING
