-- What a person has done in a case.
SELECT DISTINCT e.action AS action FROM events e WHERE e.subject_kind = 'case' AND e.subject_id = $1 AND e.actor_id = $2 ORDER BY e.action
