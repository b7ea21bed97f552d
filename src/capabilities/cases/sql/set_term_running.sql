UPDATE case_terms SET is_running = $4, starts_on = $5, last_day = $6, calendar_version = $7 WHERE case_id = $1 AND term_id = $2 AND round = $3
