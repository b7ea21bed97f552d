SELECT key FROM documents WHERE id = ?1
