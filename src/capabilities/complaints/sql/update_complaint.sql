UPDATE complaints SET state = $3, handler_id = $4, finding = $5, answer = $6, summary = $7, concluded_at = $8, version = version + 1
 WHERE id = $1 AND version = $2
