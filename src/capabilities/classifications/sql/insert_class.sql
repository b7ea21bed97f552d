INSERT INTO classification_classes (edition_id, code, parent, level, title, folded, position) VALUES ($1, $2, $3, $4, $5, $6, $7)
