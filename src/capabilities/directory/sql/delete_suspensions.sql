DELETE FROM outlet_suspensions WHERE outlet_id = $1
