-- Reports the account may see, the last case of a year last; what was waived of a year, or is owed again, comes first. $1 reader, $2 institution or ''.
SELECT k.case_id, k.number, k.organisation_id, k.act_id, k.procedure_id, k.period, k.state, k.submitted_on, k.version, '' AS waiver_id
  FROM case_courses k
 WHERE k.period <> '' AND k.case_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1)
   AND ($2 = '' OR k.organisation_id = $2)
UNION ALL
SELECT '', '', w.organisation_id, w.act_id, w.procedure_id, w.period, CASE WHEN w.is_standing = 1 THEN 'waived' ELSE 'owed again' END, NULL, w.version, w.id
  FROM duty_waivers w
 WHERE w.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND ($2 = '' OR w.organisation_id = $2)
 ORDER BY organisation_id, act_id, procedure_id, period, case_id
