-- What an institution began for each period of a procedure.
SELECT c.period, c.state, c.submitted_on
  FROM cases c
 WHERE c.organisation_id = $1 AND c.act_id = $2 AND c.procedure_id = $3 AND c.period <> ''
