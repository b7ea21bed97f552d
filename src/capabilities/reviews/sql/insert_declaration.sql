INSERT INTO expert_declarations (id, account_id, kind, institution_name, folded_name, credit_code, begins_on, ends_on, declared_by, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
