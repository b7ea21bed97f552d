UPDATE case_terms SET is_running = 0 WHERE case_id = $1 AND term_id = $2 AND is_running = 1
