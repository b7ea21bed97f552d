-- ?3 is the beginning followed by the last character there is.
SELECT id FROM numbers WHERE field = ?1 AND key >= ?2 AND key < ?3 AND is_canonical = 1
