SELECT rowid, zhidian_score(texts_index, ?2) FROM texts_index WHERE texts_index MATCH ?1
