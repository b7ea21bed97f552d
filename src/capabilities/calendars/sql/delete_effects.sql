DELETE FROM calendar_effects WHERE change_id = $1
