-- Which accounts a person may see, decided inside the SQL that reads them: colleagues of an institution or authority, everybody
-- for the system and security administrators, and for a recommending bureau the accounts of the institutions of its division.
CREATE VIEW visible_accounts AS
  SELECT m.account_id AS viewer_id, g.account_id AS account_id, 'colleague' AS relation
    FROM grants m JOIN grants g ON g.organisation_id = m.organisation_id
  UNION
  SELECT m.account_id, g.account_id, 'colleague'
    FROM grants m JOIN grants g ON g.authority_id = m.authority_id
  UNION
  SELECT m.account_id, a.id, 'administrator'
    FROM grants m CROSS JOIN accounts a WHERE m.role IN ('system_administrator', 'security_administrator')
  UNION
  SELECT m.account_id, g.account_id, 'recommender'
    FROM grants m JOIN authorities b ON b.id = m.authority_id
    JOIN division_closure d ON d.ancestor_code = b.division_code
    JOIN organisations o ON o.registered_division = d.descendant_code
    JOIN grants g ON g.organisation_id = o.id
   WHERE m.role = 'recommender_officer';
