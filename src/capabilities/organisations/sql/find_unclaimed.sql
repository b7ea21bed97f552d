-- An institution an authority has entered, that nobody speaks for yet.
SELECT o.id FROM organisations o
 WHERE o.credit_code = $1 AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.organisation_id = o.id)
