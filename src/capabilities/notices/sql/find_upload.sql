SELECT id, sha256, name FROM objection_uploads WHERE id = $1
