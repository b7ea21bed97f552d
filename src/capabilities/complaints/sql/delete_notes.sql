DELETE FROM complaint_notes WHERE complaint_id = $1
