SELECT sequence, id, subject_kind, subject_id, ordinal, action, actor_kind, actor_id, on_date, at,
       act_version, calendar_version, content, personal, personal_hash, salt, leaf_hash
  FROM events WHERE subject_kind = $1 ORDER BY sequence
