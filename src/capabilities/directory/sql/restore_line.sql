-- Changes no row where the institution holds the status by another line.
UPDATE outlets SET state = 'valid', ended_on = NULL, version = version + 1
 WHERE id = $1 AND state = 'ended'
   AND NOT EXISTS (SELECT 1 FROM outlets o WHERE o.organisation_id = outlets.organisation_id AND o.act_id = outlets.act_id AND o.status = outlets.status AND o.state = 'valid')
RETURNING version
