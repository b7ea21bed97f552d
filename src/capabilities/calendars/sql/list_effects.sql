-- $1 change, $2 reader, $3 unscoped, $4 outcome or '', $5 the last row seen, $6 limit.
SELECT e.kind, e.subject_id, e.term_id, e.round, e.old_day, e.new_day, e.outcome, e.position, COALESCE(k.number, n.number, '') AS number,
       COALESCE(k.act_id, '') AS act_id, COALESCE(k.procedure_id, '') AS procedure_id, COALESCE(k.act_version, 0) AS act_version,
       CASE WHEN e.kind = 'notice' OR e.subject_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $2) THEN 1 ELSE 0 END AS is_visible
  FROM calendar_effects e LEFT JOIN case_courses k ON e.kind = 'case_term' AND k.case_id = e.subject_id
  LEFT JOIN notices n ON e.kind = 'notice' AND n.id = e.subject_id
 WHERE e.change_id = $1 AND ($4 = '' OR e.outcome = $4) AND e.position > $5
   AND ($3 = 1 OR e.subject_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $2)
        OR (e.kind = 'notice' AND e.subject_id IN (SELECT m.notice_id FROM notice_cases m JOIN visible_cases v ON v.case_id = m.case_id WHERE v.account_id = $2)))
 ORDER BY e.position
 LIMIT $6
