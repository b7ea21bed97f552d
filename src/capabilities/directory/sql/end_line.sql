-- Changes no row where the line has ended already.
UPDATE outlets SET state = 'ended', ended_on = $2, version = version + 1 WHERE id = $1 AND state <> 'ended' RETURNING version
