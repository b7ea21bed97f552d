-- Unscoped: to be held against the log.
SELECT p.case_id, p.kind, p.former, p.paused_on, p.checked_on, p.checked_by, p.remark, p.version FROM case_pauses p ORDER BY p.case_id
