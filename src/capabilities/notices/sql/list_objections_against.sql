-- Without a word of who objected. A sustained one counts only against the newest notice: $2.
SELECT id, receipt, notice_id, state, received_at FROM objections
 WHERE target_case_id = $1 AND state <> 'late' AND (state = 'open' OR notice_id = $2)
 ORDER BY received_at, id
