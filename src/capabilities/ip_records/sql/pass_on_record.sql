-- The record is of this batch: an index reads it again.
UPDATE ip_records SET sequence = $3 WHERE collection = $1 AND key = $2
