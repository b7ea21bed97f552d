-- $3 member, or empty for any relation.
SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1 AND v.organisation_id = $2 AND ($3 = '' OR v.relation = $3) LIMIT 1
