UPDATE team_members SET name = $4, employment = $5, is_principal = $6, post = $7, education = $8, certificates = $9, skills = $10, history = $11,
  identity_hash = $12, version = version + 1
WHERE organisation_id = $1 AND id = $2 AND version = $3 AND left_at IS NULL RETURNING version
