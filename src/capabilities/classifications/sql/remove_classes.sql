DELETE FROM classification_classes WHERE edition_id = $1
