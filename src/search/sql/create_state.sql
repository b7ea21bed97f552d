-- One row: after which batch the file stands, how far its feed, the sum that tells whether the column rows are whole.
CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), fingerprint TEXT NOT NULL, generation INTEGER NOT NULL, feed INTEGER NOT NULL,
                    checksum INTEGER NOT NULL)
