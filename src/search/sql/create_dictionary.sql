-- The distinct values of each column, numbered as they came.
CREATE TABLE dictionary (field TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, shown TEXT NOT NULL,
                         PRIMARY KEY (field, number)) WITHOUT ROWID
