INSERT INTO settings (name, value) VALUES ('divisions_hash', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value
