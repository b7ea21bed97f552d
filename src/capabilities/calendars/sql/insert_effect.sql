INSERT INTO calendar_effects (change_id, kind, subject_id, term_id, round, old_day, new_day, outcome, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
