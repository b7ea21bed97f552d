SELECT fingerprint, generation, feed, checksum FROM state WHERE id = 1
