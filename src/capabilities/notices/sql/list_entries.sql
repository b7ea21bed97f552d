SELECT e.case_id, e.entry, c.state, c.act_id, c.act_version, c.procedure_id
  FROM notice_cases e JOIN cases c ON c.id = e.case_id
 WHERE e.notice_id = $1
 ORDER BY e.position, e.case_id
