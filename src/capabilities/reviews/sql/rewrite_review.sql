-- What the log tells of a review as a whole. Its minutes are in the log by their hash alone.
UPDATE reviews SET number = $2, case_id = $3, round = $4, panel_size = $5, fields = $6, attempt = $7, state = $8, sheets = $9, result = $10, ordinal = $11
 WHERE id = $1
