-- Changes no row where somebody saved the section in between.
UPDATE drafts SET version = version + 1, answers = $4, saved_by = $5, saved_at = $6 WHERE case_id = $1 AND section_id = $2 AND version = $3
