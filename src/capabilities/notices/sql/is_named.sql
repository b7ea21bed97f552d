SELECT 1 AS found FROM notice_cases WHERE case_id = $1 LIMIT 1
