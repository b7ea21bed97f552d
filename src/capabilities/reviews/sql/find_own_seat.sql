-- A seat its holder has not left.
SELECT s.id, s.review_id, s.attempt, s.expert_id, s.account_id, s.place, s.state, s.left_for, s.left_reason, s.next_expert_id, s.commitment,
       s.sealed_at, s.version, s.created_at, a.display_name
  FROM review_seats s JOIN accounts a ON a.id = s.account_id
 WHERE s.id = $2 AND s.account_id = $1 AND s.state <> 'left'
