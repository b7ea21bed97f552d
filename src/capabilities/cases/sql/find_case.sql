SELECT c.id, c.number, c.act_id, c.act_version, c.procedure_id, c.parent_case_id, c.organisation_id, c.window_id, c.division_code,
       c.recommender_id, c.filing_body_id, c.state, c.holder, c.round, c.ordinal, c.version, c.returned_by, c.is_submitted, c.is_final,
       c.content_hash, c.opened_on, c.submitted_on, c.state_since, c.outlet_id, c.opened_by, c.period
  FROM cases c
 WHERE c.id = $1
