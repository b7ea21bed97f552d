UPDATE expert_declarations SET ends_on = $4, version = version + 1 WHERE id = $1 AND account_id = $2 AND version = $3
