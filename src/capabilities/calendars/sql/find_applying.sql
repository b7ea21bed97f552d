SELECT id, year, notice_version, text, hash, base_calendar, calendar_version, state, editors, approved_by, approved_on, dry_run, version, created_at, updated_at
  FROM calendar_changes WHERE state = 'applying' ORDER BY created_at, id LIMIT 1
