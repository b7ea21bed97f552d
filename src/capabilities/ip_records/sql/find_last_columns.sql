-- How the last table of a source was read.
SELECT columns FROM ip_imports WHERE source_id = $1 AND columns <> '{}' ORDER BY started_at DESC, id DESC LIMIT 1
