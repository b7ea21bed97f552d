INSERT INTO state (id, fingerprint, generation, feed, checksum) VALUES (1, ?1, 0, 0, 0)
