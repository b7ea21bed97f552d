UPDATE outlet_suspensions SET until_on = $2 WHERE outlet_id = $1 AND until_on IS NULL
