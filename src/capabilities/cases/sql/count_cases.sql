-- Number per procedure and state under the other filters, and how many of them are late, due in the next 30 days, or wait for their paper to be served.
-- $1 reader, $2 held by me, $3 window, $4 division, $5 folded search pattern, $6 today, $7 the last of the next 30 days, $8 act/procedure/state of papers
-- made and not served, between bars, $9 also what waits beside cases.
SELECT c.act_id AS act_id, c.procedure_id AS procedure_id, c.state AS state, COUNT(*) AS number,
       SUM(CASE WHEN c.is_final = 0 AND c.due_on < $6 THEN 1 ELSE 0 END) AS late,
       SUM(CASE WHEN c.is_final = 0 AND c.due_on >= $6 AND c.due_on <= $7 THEN 1 ELSE 0 END) AS within_30,
       SUM(CASE WHEN c.is_final = 0 AND $8 LIKE '%|' || c.act_id || '/' || c.procedure_id || '/' || c.state || '|%' THEN 1 ELSE 0 END) AS unserved
  FROM (
    SELECT l.number, l.act_id, l.procedure_id, l.state, l.organisation_id, l.window_id, l.division_code, l.is_final, l.due_on
      FROM (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1 AND $2 = 0
             UNION
            SELECT h.case_id FROM held_cases h WHERE h.account_id = $1 AND $2 = 1) s
      JOIN listed_cases l ON l.id = s.case_id
    UNION ALL
    SELECT w.number, w.act_id, w.procedure_id, w.state, w.organisation_id, w.window_id, w.division_code, 0, CAST(NULL AS TEXT)
      FROM waiting_lines w WHERE w.account_id = $1 AND $9 = 1
  ) c
  LEFT JOIN organisations o ON o.id = c.organisation_id
 WHERE ($3 = '' OR c.window_id = $3)
   AND ($4 = '' OR c.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $4))
   AND ($5 = '' OR LOWER(c.number) LIKE $5 ESCAPE '!' OR LOWER(o.name) LIKE $5 ESCAPE '!' OR o.sort_key LIKE $5 ESCAPE '!')
 GROUP BY c.act_id, c.procedure_id, c.state
 ORDER BY c.act_id, c.procedure_id, c.state
