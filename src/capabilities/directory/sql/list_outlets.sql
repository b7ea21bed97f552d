-- $1 search pattern, $2 division, $3 kind, $4 category pattern, $5 and $6 the last row seen, $7 limit.
SELECT o.id, o.act_id, o.status, o.division_code, d.name AS division_name, o.name, o.sort_key, o.kind, o.entry, o.filed_on, o.valid_until, o.state, o.is_taken_over
  FROM outlets o JOIN divisions d ON d.code = o.division_code
 WHERE o.state = 'valid'
   AND ($1 = '' OR o.search_text LIKE $1 ESCAPE '!')
   AND ($2 = '' OR o.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $2))
   AND ($3 = '' OR o.kind = $3)
   AND ($4 = '' OR o.search_text LIKE $4 ESCAPE '!')
   AND ($6 = '' OR o.sort_key > $5 OR (o.sort_key = $5 AND o.id > $6))
 ORDER BY o.sort_key, o.id
 LIMIT $7
