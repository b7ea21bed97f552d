-- Offices the account $1 holds at authorities around the division $2, the widest first.
SELECT a.id, a.name, a.level
  FROM grants g JOIN authorities a ON a.id = g.authority_id JOIN division_closure d ON d.ancestor_code = a.division_code
 WHERE g.account_id = $1 AND g.role = 'authority_officer' AND a.level <> 'ministry' AND d.descendant_code = $2
 ORDER BY (SELECT COUNT(*) FROM division_closure x WHERE x.descendant_code = a.division_code), a.id
