SELECT t.term_id, t.round, t.starts_on, t.last_day, t.account, t.calendar_version, t.is_running
  FROM case_terms t
 WHERE t.case_id = $1
 ORDER BY t.starts_on, t.term_id, t.round
