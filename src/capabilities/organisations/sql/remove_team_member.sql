UPDATE team_members SET left_at = $3, version = version + 1 WHERE organisation_id = $1 AND id = $2 AND left_at IS NULL RETURNING version
