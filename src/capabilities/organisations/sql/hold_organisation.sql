-- Changes nothing: PostgreSQL keeps the row for this transaction.
UPDATE organisations SET version = version WHERE id = $1
