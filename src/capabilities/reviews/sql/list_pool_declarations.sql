-- Declarations of everybody in an authority's pool.
SELECT d.id, d.account_id, d.kind, d.institution_name, d.folded_name, d.credit_code, d.begins_on, d.ends_on, d.version
  FROM expert_declarations d JOIN experts e ON e.account_id = d.account_id
 WHERE e.authority_id = $1
 ORDER BY d.account_id, d.created_at, d.id
