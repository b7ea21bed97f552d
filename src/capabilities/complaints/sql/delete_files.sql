DELETE FROM complaint_files WHERE complaint_id = $1
