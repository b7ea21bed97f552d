SELECT kind, subject_id, term_id, round, old_day, new_day, outcome, position FROM calendar_effects WHERE change_id = $1 ORDER BY position
