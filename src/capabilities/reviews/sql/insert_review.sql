-- Changes no row where the case has a review of this round already, or another review took the number at the same moment.
INSERT INTO reviews (id, number, year, case_id, round, authority_id, state, fields, panel_size, attempt, result, total, sheets, minutes, act_version, ordinal,
                     version, opened_by, opened_at, concluded_at)
VALUES ($1, $2, $3, $4, $5, $6, 'committing', $7, $8, 1, '', 0, 0, '', $9, 0, 1, $10, $11, NULL)
ON CONFLICT DO NOTHING
