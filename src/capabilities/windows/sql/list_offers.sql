SELECT opens_on, closes_on FROM windows WHERE act_id = $1 AND procedure_id = $2 ORDER BY opens_on, closes_on
