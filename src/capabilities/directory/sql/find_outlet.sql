SELECT o.id, o.organisation_id, o.source_case_id, o.act_id, o.status, o.division_code, d.name AS division_name, o.name, o.sort_key, o.kind, o.entry, o.filed_on, o.valid_until,
       o.listed_until, o.renewal, o.ended_on, o.is_taken_over
  FROM outlets o JOIN divisions d ON d.code = o.division_code
 WHERE o.id = $1
