-- A registration that was refused: its account is disabled for good and says why; what it had begun is final and no longer counted in its window.
ALTER TABLE accounts ADD COLUMN rejected_reason TEXT NOT NULL DEFAULT '';
DROP VIEW window_case_counts;
CREATE VIEW window_case_counts AS
  SELECT window_id, state, is_submitted, COUNT(*) AS number FROM cases
   WHERE window_id IS NOT NULL AND (is_submitted = 1 OR is_final = 0) GROUP BY window_id, state, is_submitted;
