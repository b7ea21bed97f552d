-- $1 search pattern, $2 division, $3 kind, $4 category pattern, $5 the day asked about, $6 state on that day, $7 status, $8 statuses of the level,
-- $9 and $10 the last row seen, $11 limit, $12 kind of network node.
SELECT o.id, o.organisation_id, o.source_case_id, o.act_id, o.status, o.division_code, d.name AS division_name, o.name, o.sort_key, o.kind, o.entry, o.filed_on, o.valid_until,
       o.listed_until, o.renewal, o.ended_on, o.is_taken_over,
       (SELECT i.source_id FROM outlet_inclusions i WHERE i.outlet_id = o.id) AS included_from,
       (SELECT MAX(s.from_on) FROM outlet_suspensions s WHERE s.outlet_id = o.id AND s.until_on IS NULL) AS suspended_from,
       (SELECT g.node_kinds FROM organisations g WHERE g.id = o.organisation_id) AS node_kinds
  FROM outlets o JOIN divisions d ON d.code = o.division_code
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
   AND ($12 = '' OR o.organisation_id IN (SELECT n.organisation_id FROM standing_nodes n WHERE n.kind = $12))
   AND ($10 = '' OR o.sort_key > $9 OR (o.sort_key = $9 AND o.id > $10))
 ORDER BY o.sort_key, o.id
 LIMIT $11
