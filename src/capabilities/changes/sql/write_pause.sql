INSERT INTO case_pauses (case_id, kind, former, paused_on, checked_on, checked_by, remark, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (case_id) DO UPDATE SET kind = excluded.kind, former = excluded.former, paused_on = excluded.paused_on, checked_on = excluded.checked_on,
  checked_by = excluded.checked_by, remark = excluded.remark, version = excluded.version
