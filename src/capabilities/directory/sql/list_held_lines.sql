-- The lines that stand or are suspended, of one status or of all. $1 institution, $2 status or ''.
SELECT id, act_id, status FROM outlets WHERE organisation_id = $1 AND state <> 'ended' AND ($2 = '' OR status = $2) ORDER BY id
