-- Changes no row where somebody was faster.
UPDATE windows SET quotas = $3, version = version + 1 WHERE id = $1 AND version = $2
