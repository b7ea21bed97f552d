SELECT rowid, zhidian_near(texts_index, ?2) FROM texts_index WHERE texts_index MATCH ?1
