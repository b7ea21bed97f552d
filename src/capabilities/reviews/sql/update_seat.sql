UPDATE review_seats SET state = $3, left_for = $4, left_reason = $5, next_expert_id = $6, commitment = $7, sealed_at = $8,
       version = version + 1
 WHERE id = $1 AND version = $2
