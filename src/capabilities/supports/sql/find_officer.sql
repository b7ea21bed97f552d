SELECT g.id FROM grants g WHERE g.account_id = $1 AND g.authority_id = $2 AND g.role IN ('authority_officer', 'recommender_officer')
