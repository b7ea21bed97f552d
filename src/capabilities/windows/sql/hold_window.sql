-- Keeps the row for this transaction.
UPDATE windows SET version = version WHERE id = $1
