-- $1 kind, $2 today, $3 running (1, 0, or -1 for both), $4 folded search pattern, $5 and $6 the last row seen, $7 limit, $8 a case.
SELECT n.id, n.number, n.kind, n.authority_id, n.title, n.body, n.published_on, n.last_day, n.account, n.calendar_version, n.act_version, n.version,
       a.name AS authority_name, a.telephone AS authority_telephone, a.address AS authority_address,
       (SELECT COUNT(*) FROM notice_cases e WHERE e.notice_id = n.id) AS number_of_cases
  FROM notices n JOIN authorities a ON a.id = n.authority_id
 WHERE ($1 = '' OR n.kind = $1)
   AND ($3 = -1 OR ($3 = 1 AND n.last_day >= $2) OR ($3 = 0 AND (n.last_day IS NULL OR n.last_day < $2)))
   AND ($4 = '' OR n.search_text LIKE $4 ESCAPE '!' OR EXISTS (
         SELECT 1 FROM notice_cases e WHERE e.notice_id = n.id AND e.search_text LIKE $4 ESCAPE '!'))
   AND ($6 = '' OR n.published_on < $5 OR (n.published_on = $5 AND n.id < $6))
   AND ($8 = '' OR EXISTS (SELECT 1 FROM notice_cases e WHERE e.case_id = $8 AND e.notice_id = n.id))
 ORDER BY n.published_on DESC, n.id DESC
 LIMIT $7
