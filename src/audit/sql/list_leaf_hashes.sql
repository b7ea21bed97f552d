SELECT sequence, leaf_hash FROM events WHERE sequence <= $1 ORDER BY sequence
