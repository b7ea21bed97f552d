SELECT s.round, s.content_hash, s.answers, s.materials, s.findings, s.submitted_at FROM submissions s WHERE s.case_id = $1 AND s.round = $2
