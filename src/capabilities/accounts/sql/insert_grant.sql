INSERT INTO grants (id, account_id, role, organisation_id, authority_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)
