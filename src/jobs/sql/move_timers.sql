UPDATE timers SET due_at = $4
 WHERE subject_kind = $1 AND subject_id = $2 AND due_at = $3 AND state = 'due'
   AND NOT EXISTS (SELECT 1 FROM timers o WHERE o.kind = timers.kind AND o.subject_kind = $1 AND o.subject_id = $2 AND o.due_at = $4)
