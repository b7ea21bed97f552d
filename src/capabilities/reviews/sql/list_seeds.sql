SELECT s.attempt, s.position, s.account_id, s.office, s.office_name, s.commitment, s.value, a.display_name
  FROM review_seeds s JOIN accounts a ON a.id = s.account_id
 WHERE s.review_id = $1
 ORDER BY s.attempt, s.position
