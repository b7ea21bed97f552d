-- Institutions after $1 that hold a line of an included status ($2 as |a|b|), or a line by inclusion; at most $3.
SELECT DISTINCT o.organisation_id
  FROM outlets o LEFT JOIN outlet_inclusions i ON i.outlet_id = o.id
 WHERE o.organisation_id > $1 AND o.state = 'valid' AND (i.source_id IS NOT NULL OR $2 LIKE '%|' || o.status || '|%')
 ORDER BY o.organisation_id
 LIMIT $3
