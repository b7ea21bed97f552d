SELECT g.id FROM grants g WHERE g.account_id = $1 AND g.organisation_id = $2 AND g.role = 'applicant_staff'
