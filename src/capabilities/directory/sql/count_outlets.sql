SELECT COUNT(*) AS number
  FROM outlets o
 WHERE ($1 = '' OR o.search_text LIKE $1 ESCAPE '!')
   AND ($2 = '' OR o.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $2))
   AND ($3 = '' OR o.kind = $3)
   AND ($4 = '' OR o.search_text LIKE $4 ESCAPE '!')
   AND o.filed_on <= $5
   AND (($6 = 'all')
        OR ($6 = 'ended' AND o.ended_on <= $5)
        OR ($6 IN ('', 'valid', 'expired') AND (o.ended_on IS NULL OR o.ended_on > $5)
            AND NOT EXISTS (SELECT 1 FROM outlet_suspensions s WHERE s.outlet_id = o.id AND s.from_on <= $5 AND (s.until_on IS NULL OR s.until_on > $5))
            AND ($6 = '' OR ($6 = 'valid' AND (o.listed_until IS NULL OR o.listed_until >= $5)) OR ($6 = 'expired' AND o.listed_until < $5))))
   AND ($7 = '' OR o.status = $7)
   AND ($8 = '' OR $8 LIKE '%|' || o.status || '|%')
   AND ($9 = '' OR o.organisation_id IN (SELECT n.organisation_id FROM standing_nodes n WHERE n.kind = $9))
