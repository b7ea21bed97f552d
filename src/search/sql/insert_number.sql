INSERT INTO numbers (field, key, id, is_canonical) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (field, key, id) DO UPDATE SET is_canonical = max(is_canonical, excluded.is_canonical)
