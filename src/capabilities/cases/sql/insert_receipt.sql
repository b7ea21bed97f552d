INSERT INTO receipts (case_id, ordinal, sha256, statement) VALUES ($1, $2, $3, $4)
