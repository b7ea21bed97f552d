-- Every document: its key, and its numbers as they were given (fields by U+001E, values by U+001F).
CREATE TABLE documents (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, numbers TEXT NOT NULL)
