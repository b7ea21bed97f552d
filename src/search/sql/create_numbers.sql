-- What each number is found by; one of its keys is canonical, its beginnings are searched.
CREATE TABLE numbers (field INTEGER NOT NULL, key TEXT NOT NULL, id INTEGER NOT NULL, is_canonical INTEGER NOT NULL,
                      PRIMARY KEY (field, key, id)) WITHOUT ROWID
