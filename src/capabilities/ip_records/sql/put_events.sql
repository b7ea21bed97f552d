INSERT INTO ip_record_events (collection, key, source_id, events) VALUES ($1, $2, $3, $4)
ON CONFLICT (collection, key, source_id) DO UPDATE SET events = excluded.events
