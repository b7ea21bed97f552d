INSERT INTO notice_cases (notice_id, case_id, position, entry, search_text) VALUES ($1, $2, $3, $4, $5)
