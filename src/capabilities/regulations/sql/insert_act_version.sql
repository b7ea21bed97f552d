INSERT INTO act_versions(act_id, version, hash, title, state, activated_at, files)
VALUES ($1, $2, $3, $4, 'activated', $5, $6)
ON CONFLICT (act_id, version) DO NOTHING
