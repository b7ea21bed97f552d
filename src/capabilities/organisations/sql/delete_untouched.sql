-- An institution entered from a list at the instant $2, with which nothing has begun since.
DELETE FROM organisations
 WHERE id = $1 AND created_at = $2 AND version = 1 AND NOT EXISTS (SELECT 1 FROM begun_with_institutions b WHERE b.organisation_id = $1)
