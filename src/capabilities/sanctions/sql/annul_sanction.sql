-- Changes no row where somebody was faster.
UPDATE sanctions SET annulled_on = $3, annulled_reason = $4, version = version + 1 WHERE id = $1 AND version = $2 AND annulled_on IS NULL
