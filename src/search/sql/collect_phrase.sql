-- One call tells all rows.
SELECT zhidian_collect(texts_index, ?2) FROM texts_index WHERE texts_index MATCH ?1 LIMIT 1
