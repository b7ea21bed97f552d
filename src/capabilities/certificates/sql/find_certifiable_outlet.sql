-- $3 the level of the body the act names; asked only of lines taken over.
SELECT v.outlet_id FROM certifiable_outlets v WHERE v.account_id = $1 AND v.outlet_id = $2 AND (v.level = '' OR v.level = $3) LIMIT 1
