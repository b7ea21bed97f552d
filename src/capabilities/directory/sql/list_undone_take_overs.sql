-- What the authorities of the reader $1 have taken back, newest first; $2 one of them or empty.
SELECT t.id, t.authority_id, t.status, t.sha256, t.file_name, t.outlets, t.entered_at, p.display_name AS entered_by, t.undone_at, u.display_name AS undone_by,
       t.reason, t.removed, t.stayed
  FROM undone_take_overs t JOIN accounts p ON p.id = t.entered_by JOIN accounts u ON u.id = t.undone_by
 WHERE EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.role = 'authority_officer' AND g.authority_id = t.authority_id)
   AND ($2 = '' OR t.id = $2)
 ORDER BY t.undone_at DESC, t.id DESC
