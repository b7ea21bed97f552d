SELECT id, account_id, kind, institution_name, folded_name, credit_code, begins_on, ends_on, version FROM expert_declarations
 WHERE account_id = $1
 ORDER BY created_at, id
