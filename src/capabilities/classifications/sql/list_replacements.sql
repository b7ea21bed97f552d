SELECT replaced_by FROM classification_withdrawn WHERE edition_id = $1 AND code = $2 ORDER BY replaced_by
