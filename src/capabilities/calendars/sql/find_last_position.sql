SELECT MAX(position) AS position FROM calendar_effects WHERE change_id = $1
