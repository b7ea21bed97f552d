SELECT id FROM notices WHERE kind = 'filed_list' AND authority_id = $1 AND act_version = $2 AND published_on = $3 AND title = $4 ORDER BY id LIMIT 1
