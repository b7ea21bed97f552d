UPDATE materials SET state = 'removed' WHERE id = $1 AND case_id = $2 AND state <> 'removed'
