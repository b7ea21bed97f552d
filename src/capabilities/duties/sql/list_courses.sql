-- Cases under way in which the account has a part; what it only looks on at is not its work. $1 reader, $2 institution or ''.
SELECT k.case_id, k.number, k.act_id, k.act_version, k.procedure_id, k.organisation_id, k.organisation_name, k.outlet_id, k.period, k.state, k.holder,
       k.state_since, k.version, k.is_final
  FROM case_courses k
 WHERE k.is_final = 0 AND k.case_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1 AND v.relation <> 'observer')
   AND ($2 = '' OR k.organisation_id = $2)
 ORDER BY k.state_since, k.case_id
