SELECT id, act_id, base_version, title, files, editors, state, version, created_at, updated_at FROM act_drafts ORDER BY updated_at DESC, id
