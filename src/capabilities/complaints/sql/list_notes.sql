SELECT n.id, n.author_id, a.display_name AS author_name, n.body, n.noted_at
  FROM complaint_notes n LEFT JOIN accounts a ON a.id = n.author_id
 WHERE n.complaint_id = $1
 ORDER BY n.noted_at, n.id
