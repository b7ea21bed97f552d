-- Changes no row where somebody was faster.
UPDATE network_entries SET closed_as = $3, closed_on = $4, closed_reason = $5, version = version + 1 WHERE id = $1 AND version = $2 AND closed_on IS NULL
