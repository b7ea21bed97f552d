-- A line whose last day has passed still stands until somebody ends it.
SELECT id FROM outlets WHERE id = $1 AND state = 'valid'
