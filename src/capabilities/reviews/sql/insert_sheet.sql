INSERT INTO review_sheets (seat_id, review_id, content, nonce, total, is_open) VALUES ($1, $2, $3, $4, $5, 0)
