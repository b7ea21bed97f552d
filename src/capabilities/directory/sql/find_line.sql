-- The line that stands for a status of an act. $1 institution, $2 act, $3 status.
SELECT outlet_id, filed_on, valid_until, listed_until, is_taken_over, created_at, granted_by, recommender_id, is_included
  FROM held_lines WHERE organisation_id = $1 AND act_id = $2 AND status = $3 AND state = 'valid' ORDER BY outlet_id LIMIT 1
