-- What the reader may see or holds: cases, and what waits beside them.
-- $1 reader, $2 held by me, $3 window, $4 division, $5 folded search pattern, $6 sort (state_since, number, urgency), $7 last sort key, $8 last id, $9 limit,
-- $10 act/procedure, $11 state, $12 late, within_30, unserved or empty, $13 today, $14 the last of the next 30 days, $15 act/procedure/state of papers made
-- and not served, between bars, $16 also what waits beside cases, $17 the last first.
SELECT c.kind, c.id, c.number, c.act_id, c.act_version, c.procedure_id, c.parent_case_id, c.organisation_id, c.window_id, c.division_code,
       c.recommender_id, c.filing_body_id, c.state, c.holder, c.round, c.ordinal, c.version, c.returned_by, c.is_submitted, c.is_final,
       c.content_hash, c.opened_on, c.submitted_on, c.state_since, c.outlet_id, c.opened_by, c.period, c.due_on, c.case_rank,
       o.name AS organisation_name, o.kind AS organisation_kind, d.name AS division_name, w.title AS window_title,
       r.name AS recommender_name, f.name AS filing_body_name, c.sort_value
  FROM (
    SELECT l.kind, l.id, l.number, l.act_id, l.act_version, l.procedure_id, l.parent_case_id, l.organisation_id, l.window_id, l.division_code,
           l.recommender_id, l.filing_body_id, l.state, l.holder, l.round, l.ordinal, l.version, l.returned_by, l.is_submitted, l.is_final,
           l.content_hash, l.opened_on, l.submitted_on, l.state_since, l.outlet_id, l.opened_by, l.period, l.due_on, l.case_rank,
           CASE $6 WHEN 'number' THEN l.number WHEN 'urgency' THEN COALESCE(l.due_on, '9999-12-31') || l.state_since ELSE l.state_since END AS sort_value
      FROM (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1 AND $2 = 0
             UNION
            SELECT h.case_id FROM held_cases h WHERE h.account_id = $1 AND $2 = 1) s
      JOIN listed_cases l ON l.id = s.case_id
    UNION ALL
    SELECT w.kind, w.id, w.number, w.act_id, w.act_version, w.procedure_id, '', w.organisation_id, w.window_id, w.division_code,
           w.recommender_id, w.filing_body_id, w.state, w.holder, 0, 1, w.version, '', 1, 0,
           '', w.state_since, w.state_since, w.state_since, '', w.opened_by, '', CAST(NULL AS TEXT), CAST(NULL AS BIGINT),
           CASE $6 WHEN 'number' THEN w.number WHEN 'urgency' THEN '9999-12-31' || w.state_since ELSE w.state_since END
      FROM waiting_lines w WHERE w.account_id = $1 AND $16 = 1
  ) c
  JOIN divisions d ON d.code = c.division_code
  JOIN authorities f ON f.id = c.filing_body_id
  LEFT JOIN organisations o ON o.id = c.organisation_id
  LEFT JOIN authorities r ON r.id = c.recommender_id
  LEFT JOIN windows w ON w.id = c.window_id
 WHERE ($3 = '' OR c.window_id = $3)
   AND ($4 = '' OR c.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $4))
   AND ($5 = '' OR LOWER(c.number) LIKE $5 ESCAPE '!' OR LOWER(o.name) LIKE $5 ESCAPE '!' OR o.sort_key LIKE $5 ESCAPE '!')
   AND ($10 = '' OR c.act_id || '/' || c.procedure_id = $10)
   AND ($11 = '' OR c.state = $11)
   AND ($12 = '' OR ($12 = 'late' AND c.is_final = 0 AND c.due_on < $13)
        OR ($12 = 'within_30' AND c.is_final = 0 AND c.due_on >= $13 AND c.due_on <= $14)
        OR ($12 = 'unserved' AND c.is_final = 0 AND $15 LIKE '%|' || c.act_id || '/' || c.procedure_id || '/' || c.state || '|%'))
   AND ($8 = '' OR ($17 = 0 AND (c.sort_value > $7 OR (c.sort_value = $7 AND c.id > $8)))
        OR ($17 = 1 AND (c.sort_value < $7 OR (c.sort_value = $7 AND c.id < $8))))
 ORDER BY CASE WHEN $17 = 0 THEN c.sort_value END, CASE WHEN $17 = 0 THEN c.id END, c.sort_value DESC, c.id DESC
 LIMIT $9
