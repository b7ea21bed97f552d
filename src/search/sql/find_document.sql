SELECT id, numbers FROM documents WHERE key = ?1
