SELECT id, act_id, status FROM outlets WHERE organisation_id = $1 AND state = 'valid' ORDER BY id
