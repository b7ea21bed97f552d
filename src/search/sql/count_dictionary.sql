SELECT coalesce(max(number), -1) + 1 FROM dictionary WHERE field = ?1
