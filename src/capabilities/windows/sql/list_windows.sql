SELECT w.id, w.act_id, w.procedure_id, w.authority_id, a.name AS authority_name, w.year, w.serial, w.title, w.body, w.opens_on, w.closes_on, w.reason, w.quotas, w.version
  FROM windows w JOIN authorities a ON a.id = w.authority_id
 WHERE ($1 = '' OR w.act_id = $1) AND ($2 = '' OR (w.opens_on <= $2 AND w.closes_on >= $2))
 ORDER BY w.opens_on DESC, w.serial DESC, w.id DESC
