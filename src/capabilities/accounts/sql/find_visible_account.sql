SELECT relation FROM visible_accounts WHERE viewer_id = $1 AND account_id = $2
