SELECT number, key, shown FROM dictionary WHERE field = ?1 AND number >= ?2 ORDER BY number
