INSERT INTO act_drafts (id, act_id, base_version, title, files, editors, state, version, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, 'editing', 1, $7, $7)
