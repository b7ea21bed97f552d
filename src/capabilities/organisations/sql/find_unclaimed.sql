-- An institution an authority has entered, that nobody speaks for yet; who was refused does not speak for it.
SELECT o.id FROM organisations o
 WHERE o.credit_code = $1
   AND NOT EXISTS (SELECT 1 FROM grants g JOIN accounts a ON a.id = g.account_id WHERE g.organisation_id = o.id AND a.rejected_reason = '')
