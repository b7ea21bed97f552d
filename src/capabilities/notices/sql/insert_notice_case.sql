INSERT INTO notice_cases (notice_id, case_id, position, entry) VALUES ($1, $2, $3, $4)
