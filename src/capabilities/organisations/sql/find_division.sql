SELECT d.code, (SELECT count(*) FROM divisions c WHERE c.parent_code = d.code) AS children FROM divisions d WHERE d.code = $1
