-- Lines an account's institutions hold, or ended since $3 without another in their place. $1 reader, $2 institution or '', $3 day.
SELECT h.outlet_id, h.organisation_id, h.organisation_name, h.act_id, h.status, h.filed_on, h.valid_until, h.listed_until, h.renewal, h.ended_on, h.is_taken_over, h.created_at,
       h.version, h.granted_by
  FROM held_lines h
 WHERE h.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND ($2 = '' OR h.organisation_id = $2)
   AND (h.state = 'valid' OR (h.ended_on >= $3 AND NOT EXISTS (SELECT 1 FROM outlets n
                                                                WHERE n.organisation_id = h.organisation_id AND n.status = h.status AND n.state = 'valid')))
 ORDER BY h.organisation_id, h.act_id, h.status, h.filed_on, h.outlet_id
