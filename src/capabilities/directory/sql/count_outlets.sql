SELECT COUNT(*) AS number
  FROM outlets o
 WHERE o.state = 'valid'
   AND ($1 = '' OR o.search_text LIKE $1 ESCAPE '!')
   AND ($2 = '' OR o.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $2))
   AND ($3 = '' OR o.kind = $3)
   AND ($4 = '' OR o.search_text LIKE $4 ESCAPE '!')
