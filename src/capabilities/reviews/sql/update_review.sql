-- Changes no row where somebody was faster.
UPDATE reviews SET state = $3, fields = $4, panel_size = $5, attempt = $6, result = $7, total = $8, sheets = $9, minutes = $10, ordinal = $11, concluded_at = $12,
       version = version + 1
 WHERE id = $1 AND version = $2
