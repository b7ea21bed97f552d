SELECT name FROM network_entries WHERE organisation_id = $1 AND entry = $2 AND act_id = $3 AND closed_on IS NULL ORDER BY name
