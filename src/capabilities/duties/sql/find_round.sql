SELECT day, after_id, is_done FROM duty_rounds WHERE name = 'daily'
