SELECT case_id, linked_by, linked_at FROM complaint_cases WHERE complaint_id = $1 ORDER BY linked_at, case_id
