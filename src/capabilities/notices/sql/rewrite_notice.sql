-- What the log tells of a notice. A notice that is gone cannot be made anew: the arithmetic of its last day stands nowhere else.
UPDATE notices SET number = $2, kind = $3, authority_id = $4, title = $5, body = $6, published_on = $7, last_day = $8, search_text = $9, version = $10
 WHERE id = $1
