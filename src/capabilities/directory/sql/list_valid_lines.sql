SELECT id, act_id, created_at FROM outlets WHERE organisation_id = $1 AND status = $2 AND state = 'valid' ORDER BY id
