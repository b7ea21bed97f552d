-- Nothing is inserted where another request has just issued the present one.
INSERT INTO certificates (number, outlet_id, organisation_id, status, content_hash, digest, document, valid_until, issued_by, issued_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT DO NOTHING
