INSERT INTO review_seeds (review_id, attempt, position, account_id, office, office_name, commitment, value)
VALUES ($1, $2, $3, $4, $5, $6, '', '')
