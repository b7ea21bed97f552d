-- Changes nothing: PostgreSQL keeps the row for this transaction, so that whoever else would decide about the case waits.
UPDATE cases SET version = version WHERE id = $1
