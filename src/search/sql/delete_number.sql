DELETE FROM numbers WHERE field = ?1 AND key = ?2 AND id = ?3
