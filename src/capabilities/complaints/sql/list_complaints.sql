-- Oldest first; $1 the reader, $2 state, $3 ground, $4 handler, $5 folded search pattern, $6 a case, $7 and $8 the last row seen, $9 limit.
SELECT c.id, c.receipt, c.secret_hash, c.outlet_id, c.organisation_id, c.authority_id, c.act_id, c.status, c.outlet_name, c.ground, c.is_anonymous,
       c.complainant_name, c.complainant_contact, c.statement, c.state, c.handler_id, c.finding, c.answer, c.summary, c.received_at, c.concluded_at,
       c.version, h.display_name AS handler_name, a.name AS authority_name, a.telephone AS authority_telephone
  FROM complaints c JOIN authorities a ON a.id = c.authority_id LEFT JOIN accounts h ON h.id = c.handler_id
 WHERE EXISTS (SELECT 1 FROM visible_complaints v WHERE v.account_id = $1 AND v.complaint_id = c.id)
   AND ($2 = '' OR c.state = $2 OR ($2 = 'open' AND c.state <> 'concluded'))
   AND ($3 = '' OR c.ground = $3)
   AND ($4 = '' OR ($4 = 'mine' AND c.handler_id = $1) OR ($4 = 'none' AND c.handler_id = ''))
   AND ($5 = '' OR c.search_text LIKE $5 ESCAPE '!')
   AND ($6 = '' OR EXISTS (SELECT 1 FROM complaint_cases l WHERE l.complaint_id = c.id AND l.case_id = $6))
   AND ($8 = '' OR c.received_at > $7 OR (c.received_at = $7 AND c.id > $8))
 ORDER BY c.received_at, c.id
 LIMIT $9
