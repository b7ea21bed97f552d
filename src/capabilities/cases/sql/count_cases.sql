-- Number per procedure and state under the other filters: $1 reader, $2 held by me, $3 window, $4 division, $5 folded search pattern.
SELECT c.act_id AS act_id, c.procedure_id AS procedure_id, c.state AS state, COUNT(*) AS number
  FROM cases c
  LEFT JOIN organisations o ON o.id = c.organisation_id
 WHERE c.id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $1)
   AND ($2 = 0 OR EXISTS (SELECT 1 FROM visible_cases v WHERE v.account_id = $1 AND v.case_id = c.id AND v.relation = c.holder))
   AND ($3 = '' OR c.window_id = $3)
   AND ($4 = '' OR c.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $4))
   AND ($5 = '' OR LOWER(c.number) LIKE $5 ESCAPE '!' OR LOWER(o.name) LIKE $5 ESCAPE '!' OR o.sort_key LIKE $5 ESCAPE '!')
 GROUP BY c.act_id, c.procedure_id, c.state
 ORDER BY c.act_id, c.procedure_id, c.state
