UPDATE case_terms SET last_day = $4, account = $5, calendar_version = $6 WHERE case_id = $1 AND term_id = $2 AND round = $3 AND is_running = 1
