-- What the columns hold of each document: read as a whole when the index is opened.
CREATE TABLE column_rows (id INTEGER PRIMARY KEY, data BLOB NOT NULL)
