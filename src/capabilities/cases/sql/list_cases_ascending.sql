-- $1 reader, $2 state, $3 held by me, $4 window, $5 division, $6 folded search pattern, $7 sort column, $8 last sort key, $9 last id, $10 limit, $11 act/procedure.
SELECT c.id, c.number, c.act_id, c.act_version, c.procedure_id, c.parent_case_id, c.organisation_id, c.window_id, c.division_code,
       c.recommender_id, c.filing_body_id, c.state, c.holder, c.round, c.ordinal, c.version, c.returned_by, c.is_submitted, c.is_final,
       c.content_hash, c.opened_on, c.submitted_on, c.state_since, c.outlet_id, c.opened_by, c.period,
       o.name AS organisation_name, o.kind AS organisation_kind, d.name AS division_name, w.title AS window_title,
       r.name AS recommender_name, f.name AS filing_body_name,
       (SELECT MIN(t.last_day) FROM case_terms t WHERE t.case_id = c.id AND t.is_running = 1) AS due_on,
       CASE WHEN $7 = 'number' THEN c.number ELSE c.state_since END AS sort_value
  FROM cases c
  JOIN divisions d ON d.code = c.division_code
  JOIN authorities f ON f.id = c.filing_body_id
  LEFT JOIN organisations o ON o.id = c.organisation_id
  LEFT JOIN authorities r ON r.id = c.recommender_id
  LEFT JOIN windows w ON w.id = c.window_id
 WHERE c.id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1)
   AND ($2 = '' OR c.state = $2)
   AND ($11 = '' OR c.act_id || '/' || c.procedure_id = $11)
   AND ($3 = 0 OR EXISTS (SELECT 1 FROM visible_cases v WHERE v.account_id = $1 AND v.case_id = c.id AND v.relation = c.holder))
   AND ($4 = '' OR c.window_id = $4)
   AND ($5 = '' OR c.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $5))
   AND ($6 = '' OR LOWER(c.number) LIKE $6 ESCAPE '!' OR LOWER(o.name) LIKE $6 ESCAPE '!' OR o.sort_key LIKE $6 ESCAPE '!')
   AND ($9 = '' OR CASE WHEN $7 = 'number' THEN c.number ELSE c.state_since END > $8
        OR (CASE WHEN $7 = 'number' THEN c.number ELSE c.state_since END = $8 AND c.id > $9))
 ORDER BY sort_value, c.id
 LIMIT $10
