-- Only for the opening, which verifies them, and for readers after it.
SELECT h.seat_id, h.content, h.nonce, h.total, h.is_open FROM review_sheets h JOIN review_seats s ON s.id = h.seat_id
 WHERE h.review_id = $1 AND s.state = 'sealed'
 ORDER BY h.seat_id
