SELECT j.condition_id, j.party, j.outcome, j.remark FROM case_judgements j WHERE j.case_id = $1 ORDER BY j.condition_id
