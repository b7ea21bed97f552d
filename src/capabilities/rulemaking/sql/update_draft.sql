UPDATE act_drafts SET title = $3, files = $4, editors = $5, state = $6, version = version + 1, updated_at = $7 WHERE id = $1 AND version = $2
