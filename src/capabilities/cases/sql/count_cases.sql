-- Number per procedure and state under the other filters, and how many of them are late, due in the next 30 days, or wait for their paper to be served.
-- $1 reader, $2 held by me, $3 window, $4 division, $5 folded search pattern, $6 today, $7 the last of the next 30 days, $8 act/procedure/state of papers
-- made and not served, between bars, $9 also what waits beside cases.
SELECT c.act_id AS act_id, c.procedure_id AS procedure_id, c.state AS state, COUNT(*) AS number,
       SUM(CASE WHEN c.is_final = 0 AND c.due_on < $6 THEN 1 ELSE 0 END) AS late,
       SUM(CASE WHEN c.is_final = 0 AND c.due_on >= $6 AND c.due_on <= $7 THEN 1 ELSE 0 END) AS within_30,
       SUM(CASE WHEN c.is_final = 0 AND $8 LIKE '%|' || c.act_id || '/' || c.procedure_id || '/' || c.state || '|%' THEN 1 ELSE 0 END) AS unserved
  FROM (
    SELECT 'case' AS kind, c.id, c.number, c.act_id, c.act_version, c.procedure_id, c.parent_case_id, c.organisation_id, c.window_id, c.division_code,
           c.recommender_id, c.filing_body_id, c.state, c.holder, c.round, c.ordinal, c.version, c.returned_by, c.is_submitted, c.is_final,
           c.content_hash, c.opened_on, c.submitted_on, c.state_since, c.outlet_id, c.opened_by, c.period,
           (SELECT MIN(t.last_day) FROM case_terms t WHERE t.case_id = c.id AND t.is_running = 1) AS due_on,
           (SELECT r.position FROM case_ranks r WHERE r.case_id = c.id) AS case_rank
      FROM (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1 AND $2 = 0
             UNION
            SELECT h.case_id FROM held_cases h WHERE h.account_id = $1 AND $2 = 1) s
      JOIN cases c ON c.id = s.case_id
    UNION ALL
    SELECT DISTINCT 'objection', w.objection_id, w.number, w.act_id, w.act_version, w.procedure_id, '', w.organisation_id, w.window_id, w.division_code,
           CAST(NULL AS TEXT), w.filing_body_id, w.state, 'filing_body', 0, 1, w.version, '', 1, 0,
           '', w.state_since, w.state_since, w.state_since, '', 'anyone', '', CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
      FROM waiting_objections w WHERE w.account_id = $1 AND $9 = 1
    UNION ALL
    SELECT DISTINCT 'registration', g.registration_id, '', '', 0, 'registration', '', g.organisation_id, CAST(NULL AS TEXT), g.division_code,
           g.authority_id, g.authority_id, 'provisional', 'recommender', 0, 1, g.version, '', 1, 0,
           '', SUBSTR(g.created_at, 1, 10), SUBSTR(g.created_at, 1, 10), SUBSTR(g.created_at, 1, 10), '', 'applicant', '', CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
      FROM waiting_registrations g WHERE g.account_id = $1 AND $9 = 1
    UNION ALL
    SELECT DISTINCT 'support_request', p.request_id, '', '', 0, 'support_request', '', p.organisation_id, CAST(NULL AS TEXT), p.division_code,
           CAST(NULL AS TEXT), p.authority_id, 'open', 'filing_body', 0, 1, p.version, '', 1, 0,
           '', p.asked_on, p.asked_on, p.asked_on, '', 'applicant', '', CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
      FROM waiting_support_requests p WHERE p.account_id = $1 AND $9 = 1
  ) c
  LEFT JOIN organisations o ON o.id = c.organisation_id
 WHERE ($3 = '' OR c.window_id = $3)
   AND ($4 = '' OR c.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $4))
   AND ($5 = '' OR LOWER(c.number) LIKE $5 ESCAPE '!' OR LOWER(o.name) LIKE $5 ESCAPE '!' OR o.sort_key LIKE $5 ESCAPE '!')
 GROUP BY c.act_id, c.procedure_id, c.state
 ORDER BY c.act_id, c.procedure_id, c.state
