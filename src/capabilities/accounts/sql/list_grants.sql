SELECT g.role, g.organisation_id, o.name AS organisation_name, o.registered_division, g.authority_id, a.name AS authority_name, a.level AS authority_level, a.division_code
FROM grants g LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN authorities a ON a.id = g.authority_id
WHERE g.account_id = $1 ORDER BY g.created_at, g.id
