SELECT n.id, n.number, n.kind, n.authority_id, n.title, n.body, n.published_on, n.last_day, n.account, n.calendar_version, n.act_version, n.version,
       a.name AS authority_name, a.telephone AS authority_telephone, a.address AS authority_address,
       (SELECT COUNT(*) FROM notice_cases e WHERE e.notice_id = n.id) AS number_of_cases
  FROM notices n JOIN authorities a ON a.id = n.authority_id
 WHERE n.id = $1
