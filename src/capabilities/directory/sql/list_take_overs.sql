-- What the authorities of the reader $1 have entered, newest first; $2 one file of one status or empty.
SELECT t.id, t.authority_id, t.status, t.sha256, t.file_name, t.outlets, t.entered_at, p.display_name AS entered_by
  FROM take_overs t JOIN accounts p ON p.id = t.entered_by
 WHERE EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.role = 'authority_officer' AND g.authority_id = t.authority_id)
   AND ($2 = '' OR t.sha256 = $2)
 ORDER BY t.entered_at DESC, t.id DESC
