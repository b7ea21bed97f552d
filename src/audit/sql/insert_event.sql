INSERT INTO events (sequence, id, subject_kind, subject_id, ordinal, action, actor_kind, actor_id, on_date, at,
                    act_version, calendar_version, content, personal, personal_hash, salt, leaf_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
