-- Changes no row where the section was saved before.
INSERT INTO drafts (case_id, section_id, version, answers, saved_by, saved_at) VALUES ($1, $2, 1, $3, $4, $5)
ON CONFLICT (case_id, section_id) DO NOTHING
