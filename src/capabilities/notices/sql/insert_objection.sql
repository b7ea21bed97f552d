INSERT INTO objections (id, case_id, notice_id, target_case_id, receipt, secret_hash, is_anonymous, objector_name, objector_contact, grounds, state, result,
                        received_at, decided_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $12, NULL, 1)
