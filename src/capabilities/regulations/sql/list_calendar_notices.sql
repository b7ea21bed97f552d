SELECT year, version, text, hash, change_id, activated_at FROM calendar_notices ORDER BY year, version
