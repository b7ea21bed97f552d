INSERT INTO classification_withdrawn (edition_id, code, replaced_by) VALUES ($1, $2, $3)
