SELECT state, is_submitted, number FROM window_case_counts WHERE window_id = $1 ORDER BY state
