SELECT id FROM staff_seats WHERE review_id = $1 ORDER BY place, id
