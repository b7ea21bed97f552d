INSERT INTO duty_rounds (name, day, after_id, is_done) VALUES ('daily', $1, $2, $3)
ON CONFLICT (name) DO UPDATE SET day = excluded.day, after_id = excluded.after_id, is_done = excluded.is_done
