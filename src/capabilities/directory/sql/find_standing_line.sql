-- A line whose last day has passed still stands until somebody ends it; one that is suspended goes on.
SELECT id FROM outlets WHERE id = $1 AND state <> 'ended'
