SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1 AND v.organisation_id = $2 LIMIT 1
