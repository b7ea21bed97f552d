-- Changes no row where it has become part of an objection meanwhile.
DELETE FROM objection_uploads WHERE id = $1 AND used_at IS NULL
