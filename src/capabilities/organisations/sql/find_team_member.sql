SELECT m.id, m.name, m.employment, m.is_principal, m.post, m.education, m.certificates, m.skills, m.history, m.identity_hash, m.version,
  CASE WHEN m.identity_hash <> '' AND EXISTS (SELECT 1 FROM team_members e WHERE e.identity_hash = m.identity_hash AND e.organisation_id <> m.organisation_id
    AND e.left_at IS NULL) THEN 1 ELSE 0 END AS elsewhere
FROM team_members m WHERE m.organisation_id = $1 AND m.id = $2 AND m.left_at IS NULL
