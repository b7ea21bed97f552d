DELETE FROM calendar_notices WHERE change_id = $1
