-- The last day an institution is barred from applying under an act.
SELECT MAX(banned_until) AS until FROM sanctions WHERE organisation_id = $1 AND act_id = $2 AND annulled_on IS NULL
