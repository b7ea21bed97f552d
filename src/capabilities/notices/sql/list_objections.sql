-- Newest first, of the filing bodies the reader $1 acts for; $2 state, $3 and $4 the last row seen, $5 limit.
SELECT o.id, o.case_id, o.notice_id, o.target_case_id, o.receipt, o.secret_hash, o.is_anonymous, o.objector_name, o.objector_contact, o.grounds, o.state,
       o.result, o.received_at, o.decided_at, o.version, n.title AS notice_title, t.number AS case_number, s.name AS organisation_name
  FROM objections o
  JOIN notices n ON n.id = o.notice_id
  JOIN cases t ON t.id = o.target_case_id
  JOIN organisations s ON s.id = t.organisation_id
 WHERE EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.authority_id = t.filing_body_id AND g.role = 'authority_officer')
   AND ($2 = '' OR o.state = $2)
   AND ($4 = '' OR o.received_at < $3 OR (o.received_at = $3 AND o.id < $4))
 ORDER BY o.received_at DESC, o.id DESC
 LIMIT $5
