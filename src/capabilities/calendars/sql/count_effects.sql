-- $1 change, $2 reader, $3 unscoped.
SELECT e.outcome, COUNT(*) AS number
  FROM calendar_effects e
 WHERE e.change_id = $1
   AND ($3 = 1 OR e.subject_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $2)
        OR (e.kind = 'notice' AND e.subject_id IN (SELECT m.notice_id FROM notice_cases m JOIN visible_cases v ON v.case_id = m.case_id WHERE v.account_id = $2)))
 GROUP BY e.outcome
