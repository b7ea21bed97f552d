SELECT employment, count(*) AS members FROM team_members WHERE organisation_id = $1 AND left_at IS NULL GROUP BY employment
