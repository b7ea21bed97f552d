-- Public notices whose last day reaches into the days $1 to $2; where $4 is 0 only those that name a case $3 sees; those dealt with by change $5 are
-- left out. $6 the last row seen, $7 limit.
SELECT n.id, n.number, n.kind, n.authority_id, n.title, n.body, n.published_on, n.last_day, n.account, n.calendar_version, n.act_version, n.version,
       a.name AS authority_name, a.telephone AS authority_telephone, a.address AS authority_address,
       (SELECT COUNT(*) FROM notice_cases e WHERE e.notice_id = n.id) AS number_of_cases
  FROM notices n JOIN authorities a ON a.id = n.authority_id
 WHERE n.last_day >= $1 AND n.published_on < $2 AND n.id > $6
   AND ($4 = 1 OR EXISTS (SELECT 1 FROM notice_cases e JOIN visible_cases v ON v.case_id = e.case_id WHERE e.notice_id = n.id AND v.account_id = $3))
   AND NOT EXISTS (SELECT 1 FROM calendar_effects f WHERE f.change_id = $5 AND f.kind = 'notice' AND f.subject_id = n.id)
 ORDER BY n.id
 LIMIT $7
