SELECT b.id, b.act_id, b.status
  FROM outlets o JOIN outlets b ON b.organisation_id = o.organisation_id AND b.act_id = o.act_id AND b.status = o.status AND b.id <> o.id
 WHERE o.id = $1 AND b.state <> 'ended'
 ORDER BY b.id
