DELETE FROM outlet_inclusions WHERE outlet_id = $1
