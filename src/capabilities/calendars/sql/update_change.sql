-- Changes no row where somebody was faster.
UPDATE calendar_changes SET year = $3, notice_version = $4, text = $5, hash = $6, base_calendar = $7, calendar_version = $8, state = $9, editors = $10,
       approved_by = $11, approved_on = $12, dry_run = $13, version = version + 1, updated_at = $14
 WHERE id = $1 AND version = $2
