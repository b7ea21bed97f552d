INSERT INTO settings (name, value) VALUES ('identity_secret', $1) ON CONFLICT (name) DO NOTHING
