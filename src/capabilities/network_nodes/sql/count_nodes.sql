-- How many institutions are nodes now, by kind; $1 division or empty, with those below it.
SELECT s.kind, COUNT(*) AS number
  FROM standing_nodes s
 WHERE $1 = '' OR s.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $1)
 GROUP BY s.kind
