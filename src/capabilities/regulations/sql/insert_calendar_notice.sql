INSERT INTO calendar_notices (year, version, text, hash, change_id, activated_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (year, version) DO NOTHING
