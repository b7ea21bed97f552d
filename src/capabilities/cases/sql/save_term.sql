-- A term started again in the same round replaces the former one; both starts stay in the log.
INSERT INTO case_terms (case_id, term_id, round, starts_on, last_day, account, calendar_version, is_running) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)
ON CONFLICT (case_id, term_id, round) DO UPDATE SET starts_on = excluded.starts_on, last_day = excluded.last_day, account = excluded.account,
   calendar_version = excluded.calendar_version, is_running = 1
