-- Complaints not yet concluded, for the officers they went to.
CREATE VIEW waiting_complaints AS
  SELECT v.account_id, c.id AS complaint_id, c.organisation_id, o.registered_division AS division_code, c.authority_id, c.state, c.received_at, c.version
    FROM visible_complaints v JOIN complaints c ON c.id = v.complaint_id JOIN organisations o ON o.id = c.organisation_id
   WHERE c.state <> 'concluded';
CREATE INDEX complaints_waiting ON complaints(authority_id) WHERE state <> 'concluded';

-- A case as a line of a list, with the next last day and the recommender's rank; carries no scope: whoever reads it joins visible_cases or held_cases.
CREATE VIEW listed_cases AS
  SELECT 'case' AS kind, c.id, c.number, c.act_id, c.act_version, c.procedure_id, c.parent_case_id, c.organisation_id, c.window_id, c.division_code,
         c.recommender_id, c.filing_body_id, c.state, c.holder, c.round, c.ordinal, c.version, c.returned_by, c.is_submitted, c.is_final, c.content_hash,
         c.opened_on, c.submitted_on, c.state_since, c.outlet_id, c.opened_by, c.period,
         (SELECT MIN(t.last_day) FROM case_terms t WHERE t.case_id = c.id AND t.is_running = 1) AS due_on,
         (SELECT r.position FROM case_ranks r WHERE r.case_id = c.id) AS case_rank
    FROM cases c;
-- What waits for an account beside cases, as lines of the same list.
CREATE VIEW waiting_lines AS
  SELECT DISTINCT w.account_id, 'objection' AS kind, w.objection_id AS id, w.number, w.act_id, w.act_version, w.procedure_id, w.organisation_id, w.window_id,
         w.division_code, CAST(NULL AS TEXT) AS recommender_id, w.filing_body_id, w.state, 'filing_body' AS holder, w.version, w.state_since,
         'anyone' AS opened_by
    FROM waiting_objections w
  UNION ALL
  SELECT DISTINCT g.account_id, 'registration', g.registration_id, '', '', 0, 'registration', g.organisation_id, CAST(NULL AS TEXT), g.division_code,
         g.authority_id, g.authority_id, 'provisional', 'recommender', g.version, SUBSTR(g.created_at, 1, 10), 'applicant'
    FROM waiting_registrations g
  UNION ALL
  SELECT DISTINCT p.account_id, 'support_request', p.request_id, '', '', 0, 'support_request', p.organisation_id, CAST(NULL AS TEXT), p.division_code,
         CAST(NULL AS TEXT), p.authority_id, 'open', 'filing_body', p.version, p.asked_on, 'applicant'
    FROM waiting_support_requests p
  UNION ALL
  SELECT DISTINCT k.account_id, 'complaint', k.complaint_id, '', '', 0, 'complaint', k.organisation_id, CAST(NULL AS TEXT), k.division_code,
         CAST(NULL AS TEXT), k.authority_id, k.state, 'filing_body', k.version, SUBSTR(k.received_at, 1, 10), 'anyone'
    FROM waiting_complaints k;
