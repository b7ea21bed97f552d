DELETE FROM notice_cases WHERE notice_id = $1 AND case_id = $2
