INSERT INTO materials (id, case_id, slot, position, sha256, name, party, state, content_hash, uploaded_by, uploaded_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'usable', $8, $9, $10)
