-- Reports of the institutions after $1 up to $2: the daily round over everybody.
SELECT k.case_id, k.number, k.organisation_id, k.act_id, k.procedure_id, k.period, k.state, k.submitted_on, k.version
  FROM case_courses k
 WHERE k.period <> '' AND k.organisation_id > $1 AND k.organisation_id <= $2
 ORDER BY k.organisation_id, k.act_id, k.procedure_id, k.period, k.case_id
