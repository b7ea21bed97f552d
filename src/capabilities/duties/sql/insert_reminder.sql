-- Changes no row where this step was reminded of before.
INSERT INTO duty_reminders (organisation_id, act_id, subject, due_on, step, reminded_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
