-- Changes no row where somebody was faster.
UPDATE support_requests SET state = $3, answer = $4, closed_on = $5, version = version + 1 WHERE id = $1 AND version = $2
