SELECT d.section_id, d.version, d.answers, d.saved_at, a.display_name AS saved_by
  FROM drafts d LEFT JOIN accounts a ON a.id = d.saved_by
 WHERE d.case_id = $1
 ORDER BY d.section_id
