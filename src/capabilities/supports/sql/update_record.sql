-- Changes no row where somebody was faster.
UPDATE support_records
   SET kind = $3, respect = $4, on_date = $5, content = $6, result = $7, document = $8, sum_fen = $9, withdrawn_reason = $10, version = version + 1
 WHERE id = $1 AND version = $2
