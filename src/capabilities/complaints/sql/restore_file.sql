-- Only where the content is still kept.
INSERT INTO complaint_files (id, complaint_id, sha256, name) SELECT $1, $2, s.sha256, $4 FROM stored_files s WHERE s.sha256 = $3
