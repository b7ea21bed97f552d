SELECT a.id, a.name, a.short_name, a.level, a.division_code, a.telephone, a.address FROM authorities a
WHERE $1 = '' OR EXISTS (SELECT 1 FROM division_closure d WHERE d.ancestor_code = a.division_code AND d.descendant_code = $1)
ORDER BY a.division_code, a.level
