UPDATE certificates SET replaced_by = $2, replaced_on = $3 WHERE number = $1 AND replaced_on IS NULL
