-- Changes no row where the line has ended.
UPDATE outlets SET division_code = $2, name = $3, sort_key = $4, search_text = $5, entry = $6, version = version + 1 WHERE id = $1 AND state <> 'ended'
RETURNING version
