-- What the log tells of a record, over the stored row or as a new one.
INSERT INTO support_records (id, organisation_id, authority_id, request_id, kind, respect, on_date, content, result, document, sum_fen, withdrawn_reason, version,
                             created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, authority_id = excluded.authority_id, request_id = excluded.request_id,
       kind = excluded.kind, respect = excluded.respect, on_date = excluded.on_date, content = excluded.content, result = excluded.result,
       document = excluded.document, sum_fen = excluded.sum_fen, withdrawn_reason = excluded.withdrawn_reason, version = excluded.version
