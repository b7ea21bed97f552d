INSERT INTO outlet_suspensions (outlet_id, from_on, until_on, by_outlet_id, position)
SELECT $1, $2, $3, $4, COUNT(*) FROM outlet_suspensions WHERE outlet_id = $1
