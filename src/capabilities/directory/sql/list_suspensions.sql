SELECT outlet_id, from_on, until_on, by_outlet_id FROM outlet_suspensions WHERE $1 = '' OR outlet_id = $1 ORDER BY outlet_id, position
