-- Changes no row where somebody was faster.
UPDATE service_records
   SET kind = $3, on_date = $4, title = $5, recipients = $6, content = $7, effect = $8, times = $9, people = $10, withdrawn_reason = $11, version = version + 1
 WHERE id = $1 AND version = $2
