SELECT id, act_id, version FROM outlets WHERE organisation_id = $1 AND status = $2 AND state = 'valid' ORDER BY id
