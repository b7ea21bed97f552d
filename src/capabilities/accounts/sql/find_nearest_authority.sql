SELECT a.id, a.name, a.short_name, a.level, a.division_code, a.telephone, a.address
FROM authorities a JOIN division_closure d ON d.ancestor_code = a.division_code
WHERE d.descendant_code = $1 AND a.level <> 'ministry'
ORDER BY (SELECT count(*) FROM division_closure x WHERE x.descendant_code = a.division_code) DESC, a.id LIMIT 1
