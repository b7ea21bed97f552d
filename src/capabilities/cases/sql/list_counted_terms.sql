-- Last days that reach into the days $1 to $2, unscoped where $4 is 1, else of the cases $3 sees; those dealt with by change $5 are left out.
-- $6, $7, $8 the last row seen, $9 limit.
SELECT t.case_id, t.term_id, t.round, t.starts_on, t.last_day, t.is_running, c.number, c.act_id, c.act_version, c.procedure_id, c.filing_body_id,
       c.is_final,
       CASE WHEN c.id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $3) THEN 1 ELSE 0 END AS is_visible
  FROM case_terms t JOIN cases c ON c.id = t.case_id
 WHERE t.last_day >= $1 AND t.starts_on < $2
   AND ($4 = 1 OR c.id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $3))
   AND NOT EXISTS (SELECT 1 FROM calendar_effects e
                    WHERE e.change_id = $5 AND e.kind = 'case_term' AND e.subject_id = t.case_id AND e.term_id = t.term_id AND e.round = t.round)
   AND (t.case_id > $6 OR (t.case_id = $6 AND (t.term_id > $7 OR (t.term_id = $7 AND t.round > $8))))
 ORDER BY t.case_id, t.term_id, t.round
 LIMIT $9
