-- A list one of the reader's authorities has entered.
SELECT t.id, t.authority_id, t.status, t.act_id, t.sha256, t.file_name, t.outlets, t.entered_by AS entered_by_id, t.entered_at, p.display_name AS entered_by
  FROM take_overs t JOIN accounts p ON p.id = t.entered_by
 WHERE t.id = $2 AND EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.role = 'authority_officer' AND g.authority_id = t.authority_id)
