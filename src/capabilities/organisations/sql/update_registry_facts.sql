UPDATE organisations SET node_kinds = $3, banned_until = $4, updated_at = $5, legal_person_name = $6, legal_person_code = $7, version = version + 1
WHERE id = $1 AND version = $2 RETURNING version
