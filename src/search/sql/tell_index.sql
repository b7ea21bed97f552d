INSERT INTO texts_index (texts_index, rank) VALUES (?1, ?2)
