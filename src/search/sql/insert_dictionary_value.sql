INSERT INTO dictionary (field, number, key, shown) VALUES (?1, ?2, ?3, ?4)
