SELECT relation FROM visible_organisations WHERE account_id = $1 AND organisation_id = $2
