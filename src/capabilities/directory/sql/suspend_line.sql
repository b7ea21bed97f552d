UPDATE outlets SET state = 'suspended', version = version + 1 WHERE id = $1 AND state = 'valid' RETURNING version
