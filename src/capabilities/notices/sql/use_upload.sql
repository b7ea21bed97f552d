-- Changes no row where the upload is unknown, too old or already part of an objection.
UPDATE objection_uploads SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND created_at >= $3
