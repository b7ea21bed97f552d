SELECT rowid FROM texts_index WHERE texts_index MATCH ?1
