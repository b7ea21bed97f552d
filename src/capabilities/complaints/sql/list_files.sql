SELECT f.id, f.name, f.sha256, b.size, b.media_type
  FROM complaint_files f JOIN stored_files b ON b.sha256 = f.sha256
 WHERE f.complaint_id = $1
 ORDER BY f.id
