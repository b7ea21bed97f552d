-- Only for authority officers of the filing body of the case objected to; $1 is the reader.
SELECT o.id, o.case_id, o.notice_id, o.target_case_id, o.receipt, o.secret_hash, o.is_anonymous, o.objector_name, o.objector_contact, o.grounds, o.state,
       o.result, o.received_at, o.decided_at, o.version, n.title AS notice_title, t.number AS case_number, s.name AS organisation_name
  FROM objections o
  JOIN notices n ON n.id = o.notice_id
  JOIN cases t ON t.id = o.target_case_id
  JOIN organisations s ON s.id = t.organisation_id
 WHERE o.id = $2
   AND EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.authority_id = t.filing_body_id AND g.role = 'authority_officer')
