UPDATE notice_cases SET position = $3 WHERE notice_id = $1 AND case_id = $2
