UPDATE ip_imports
   SET state = 'running', position = $2, accepted = $3, changed = $4, unchanged = $5, rejected = $6, rejected_bytes = $7, reasons = $8, permille = $9
 WHERE id = $1 AND state IN ('waiting', 'running')
