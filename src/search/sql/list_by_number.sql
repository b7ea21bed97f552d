SELECT id FROM numbers WHERE field = ?1 AND key = ?2
