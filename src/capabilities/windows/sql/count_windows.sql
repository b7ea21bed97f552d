SELECT COUNT(*) AS number, COALESCE(MAX(serial), 0) AS last FROM windows WHERE act_id = $1 AND procedure_id = $2 AND authority_id = $3 AND year = $4
