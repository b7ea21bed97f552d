INSERT INTO outlet_inclusions (outlet_id, source_id) VALUES ($1, $2) ON CONFLICT (outlet_id) DO UPDATE SET source_id = excluded.source_id
