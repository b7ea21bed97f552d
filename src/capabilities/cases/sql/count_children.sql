SELECT COUNT(*) AS number FROM cases WHERE parent_case_id = $1
