INSERT INTO case_judgements (case_id, condition_id, party, outcome, remark, account_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (case_id, condition_id) DO UPDATE SET party = excluded.party, outcome = excluded.outcome, remark = excluded.remark,
   account_id = excluded.account_id, at = excluded.at
