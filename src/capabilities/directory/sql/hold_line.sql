-- Whoever else would change the line waits until this transaction ends.
UPDATE outlets SET version = version WHERE id = $1
