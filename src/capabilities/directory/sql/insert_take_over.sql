-- Changes no row where the file was entered already, or is being entered at this moment.
INSERT INTO take_overs (id, authority_id, status, act_id, sha256, file_name, outlets, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (authority_id, status, sha256) DO NOTHING
