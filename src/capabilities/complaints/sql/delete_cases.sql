DELETE FROM complaint_cases WHERE complaint_id = $1
