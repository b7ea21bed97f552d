-- Of the cases there are and of those the log tells of.
SELECT c.id FROM cases c WHERE c.id > $1
UNION
SELECT e.subject_id FROM events e WHERE e.subject_kind = 'case' AND e.ordinal = 1 AND e.subject_id > $1
 ORDER BY 1 LIMIT $2
