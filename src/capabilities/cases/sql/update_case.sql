-- Changes no row where somebody was faster.
UPDATE cases SET state = $3, holder = $4, round = $5, ordinal = $6, version = $7, returned_by = $8, is_submitted = $9, is_final = $10,
       content_hash = $11, submitted_on = $12, state_since = $13, window_id = $14, updated_at = $15,
       act_version = $16
 WHERE id = $1 AND version = $2
