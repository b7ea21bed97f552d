INSERT INTO divisions (code, name, level, parent_code, sort_key, valid_from, valid_to, source)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent_code = excluded.parent_code, sort_key = excluded.sort_key,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source
