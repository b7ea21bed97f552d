-- Who sat on an earlier panel of the submission whose result no longer counts.
SELECT DISTINCT s.expert_id
  FROM reviews r JOIN review_seats s ON s.review_id = r.id AND s.attempt = r.attempt
 WHERE r.case_id = $1 AND r.round = $2 AND r.state = 'superseded' AND s.state <> 'left'
 ORDER BY s.expert_id
