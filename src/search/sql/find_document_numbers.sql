SELECT numbers FROM documents WHERE id = ?1
