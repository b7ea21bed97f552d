-- Terms of the cases under way in which the account has a part, and those that stopped in one begun lately. $1 reader, $2 institution or '', $3 day.
SELECT t.term_id, t.starts_on, t.last_day, t.is_running, t.account, k.case_id, k.number, k.act_id, k.act_version, k.procedure_id, k.organisation_id,
       k.organisation_name, k.outlet_id, k.period, k.state, k.holder, k.state_since, k.version, k.is_final
  FROM case_term_days t JOIN case_courses k ON k.case_id = t.case_id
 WHERE k.case_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1 AND v.relation <> 'observer')
   AND ($2 = '' OR k.organisation_id = $2)
   AND ((t.is_running = 1 AND k.is_final = 0) OR t.starts_on >= $3)
 ORDER BY t.last_day, k.case_id, t.term_id
