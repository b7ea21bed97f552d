-- Changes no row where something else names the same content.
DELETE FROM stored_files WHERE sha256 = $1 AND EXISTS (SELECT 1 FROM unnamed_files u WHERE u.sha256 = $1)
