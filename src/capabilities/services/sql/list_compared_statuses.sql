SELECT DISTINCT h.act_id, h.status FROM held_lines h
 WHERE h.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1) AND h.state = 'valid'
 ORDER BY h.status, h.act_id
