SELECT p.case_id, p.kind, p.former, p.paused_on, p.checked_on, p.checked_by, p.remark, p.version FROM case_pauses p WHERE p.case_id = $1
