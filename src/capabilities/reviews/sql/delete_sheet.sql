DELETE FROM review_sheets WHERE seat_id = $1
