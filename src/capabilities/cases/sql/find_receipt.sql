SELECT sha256, statement FROM receipts WHERE case_id = $1 AND ordinal = $2
