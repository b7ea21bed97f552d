-- What the log tells of a certificate. Its document is not in the log: one that is gone stays gone.
UPDATE certificates SET outlet_id = $2, status = $3, digest = $4, replaced_by = $5, replaced_on = $6 WHERE number = $1
