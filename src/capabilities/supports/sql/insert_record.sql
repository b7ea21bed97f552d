INSERT INTO support_records (id, organisation_id, authority_id, request_id, kind, respect, on_date, content, result, document, sum_fen, withdrawn_reason, version,
                             created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 1, $12)
