-- A line whose last day has passed still stands until somebody ends it.
SELECT id, act_id, version FROM outlets WHERE id = $1 AND state = 'valid'
