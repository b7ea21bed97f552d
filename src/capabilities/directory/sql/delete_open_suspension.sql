DELETE FROM outlet_suspensions WHERE outlet_id = $1 AND until_on IS NULL
