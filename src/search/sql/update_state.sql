UPDATE state SET generation = ?1, feed = ?2, checksum = ?3 WHERE id = 1
