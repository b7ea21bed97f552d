-- An institution has one valid line per status: a new filing takes the place of the old line.
UPDATE outlets SET state = 'ended', ended_on = $3, version = version + 1 WHERE organisation_id = $1 AND status = $2 AND state = 'valid'
