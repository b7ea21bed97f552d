SELECT s.round, s.content_hash, s.submitted_at FROM submissions s WHERE s.case_id = $1 ORDER BY s.round
