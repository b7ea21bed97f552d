-- The newest notice that proposes the case.
SELECT n.id FROM notice_cases e JOIN notices n ON n.id = e.notice_id
 WHERE e.case_id = $1 AND n.kind = 'proposed_filing'
 ORDER BY n.published_on DESC, n.created_at DESC, n.id DESC LIMIT 1
