-- Reports the account may see, the last case of a year last. $1 reader, $2 institution or ''.
SELECT k.case_id, k.number, k.organisation_id, k.act_id, k.procedure_id, k.period, k.state, k.submitted_on, k.version
  FROM case_courses k
 WHERE k.period <> '' AND k.case_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1)
   AND ($2 = '' OR k.organisation_id = $2)
 ORDER BY k.organisation_id, k.act_id, k.procedure_id, k.period, k.case_id
