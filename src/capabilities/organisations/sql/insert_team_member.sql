INSERT INTO team_members (id, organisation_id, name, employment, is_principal, post, education, certificates, skills, history, identity_hash, position, version,
  created_at, left_at)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, COALESCE(MAX(position), 0) + 1, 1, $12, NULL FROM team_members WHERE organisation_id = $2
