-- Removed ones too: a submission that named them still shows them to the officers.
SELECT m.id, m.slot, m.position, m.sha256, m.name, m.party, m.state, m.content_hash, m.uploaded_at, a.display_name AS uploaded_by,
       s.size, s.media_type, s.pages
  FROM materials m JOIN stored_files s ON s.sha256 = m.sha256 LEFT JOIN accounts a ON a.id = m.uploaded_by
 WHERE m.case_id = $1
 ORDER BY m.slot, m.position, m.id
