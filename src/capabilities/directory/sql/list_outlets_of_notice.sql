SELECT o.id, o.organisation_id, o.source_case_id, o.act_id, o.status, o.division_code, d.name AS division_name, o.name, o.sort_key, o.kind, o.entry, o.filed_on, o.valid_until,
       o.listed_until, o.renewal, o.ended_on, o.is_taken_over,
       (SELECT i.source_id FROM outlet_inclusions i WHERE i.outlet_id = o.id) AS included_from,
       (SELECT MAX(s.from_on) FROM outlet_suspensions s WHERE s.outlet_id = o.id AND s.until_on IS NULL) AS suspended_from,
       (SELECT g.node_kinds FROM organisations g WHERE g.id = o.organisation_id) AS node_kinds
  FROM notice_cases n JOIN case_courses k ON k.case_id = n.case_id JOIN outlets o ON o.source_case_id = k.case_id OR o.id = k.outlet_id JOIN divisions d ON d.code = o.division_code
 WHERE n.notice_id = $1
 ORDER BY n.position
