UPDATE calendar_changes SET year = $2, notice_version = $3, text = $4, hash = $5, base_calendar = $6, calendar_version = $7, state = $8, editors = $9,
       approved_by = $10, approved_on = $11, dry_run = $12, version = $13
 WHERE id = $1
