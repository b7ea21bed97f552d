INSERT INTO review_seats (id, review_id, attempt, expert_id, account_id, place, state, left_for, left_reason, next_expert_id, commitment, sealed_at,
                          version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, 'seated', '', '', '', '', NULL, 1, $7)
