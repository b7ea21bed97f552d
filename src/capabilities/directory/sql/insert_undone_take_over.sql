INSERT INTO undone_take_overs (id, authority_id, status, act_id, sha256, file_name, outlets, entered_by, entered_at, undone_by, undone_at, reason, removed, stayed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
