-- What the institution last submitted under an act on a form. $1 institution, $2 act, $3 procedures with the form as |a|b|.
SELECT s.answers
  FROM submissions s JOIN cases c ON c.id = s.case_id
 WHERE c.organisation_id = $1 AND c.act_id = $2 AND $3 LIKE '%|' || c.procedure_id || '|%'
 ORDER BY s.submitted_at DESC, s.case_id DESC, s.round DESC
 LIMIT 1
