INSERT INTO documents (id, key, numbers) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET numbers = excluded.numbers
