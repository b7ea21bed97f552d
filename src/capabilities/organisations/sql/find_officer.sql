SELECT g.id FROM grants g JOIN authorities a ON a.id = g.authority_id JOIN division_closure d ON d.ancestor_code = a.division_code
  JOIN organisations o ON o.registered_division = d.descendant_code
WHERE g.account_id = $1 AND g.role = 'authority_officer' AND a.level <> 'ministry' AND o.id = $2
