DELETE FROM classification_withdrawn WHERE edition_id = $1
