INSERT INTO complaint_cases (complaint_id, case_id, linked_by, linked_at) VALUES ($1, $2, $3, $4) ON CONFLICT (complaint_id, case_id) DO NOTHING
