-- $1 kind or empty, $2 division or empty, $3 last sort key and $4 last id of the page before, $5 limit.
SELECT s.node_id, s.kind, s.organisation_name, s.sort_key, s.division_code, s.division_name, s.determined_on, s.document, s.authority_name
  FROM standing_nodes s
 WHERE ($1 = '' OR s.kind = $1)
   AND ($2 = '' OR s.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $2))
   AND ($4 = '' OR s.sort_key > $3 OR (s.sort_key = $3 AND s.node_id > $4))
 ORDER BY s.sort_key, s.node_id
 LIMIT $5
