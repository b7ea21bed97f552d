SELECT a.id, a.name, a.short_name, a.level, a.division_code, a.telephone, a.address
FROM authorities a JOIN division_closure d ON d.ancestor_code = a.division_code
WHERE a.level = $1 AND d.descendant_code = $2
ORDER BY (SELECT count(*) FROM division_closure x WHERE x.descendant_code = a.division_code) DESC, a.created_at, a.id
