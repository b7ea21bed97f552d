INSERT INTO calendar_changes (id, year, notice_version, text, hash, base_calendar, calendar_version, state, editors, approved_by, dry_run, version,
                              created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, '', 'null', 1, $9, $9)
