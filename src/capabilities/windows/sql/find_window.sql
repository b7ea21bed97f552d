SELECT w.id, w.act_id, w.procedure_id, w.authority_id, a.name AS authority_name, w.year, w.serial, w.title, w.body, w.opens_on, w.closes_on, w.reason, w.quotas, w.version
  FROM windows w JOIN authorities a ON a.id = w.authority_id
 WHERE w.id = $1
