-- The lines that stand, of the institutions after $1, at most $2 lines: the daily round over everybody.
SELECT h.outlet_id, h.organisation_id, h.organisation_name, h.act_id, h.status, h.filed_on, h.valid_until, h.listed_until, h.renewal, h.ended_on, h.is_taken_over, h.created_at,
       h.version, h.granted_by
  FROM held_lines h
 WHERE h.state = 'valid' AND h.organisation_id > $1
 ORDER BY h.organisation_id, h.act_id, h.status, h.filed_on, h.outlet_id
 LIMIT $2
