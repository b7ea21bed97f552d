SELECT c.code, c.parent, c.level, c.title,
       CASE WHEN EXISTS (SELECT 1 FROM classification_classes b WHERE b.edition_id = c.edition_id AND b.parent = c.code) THEN 1 ELSE 0 END AS has_children
  FROM classification_classes c
 WHERE c.edition_id = $1 AND c.code = $2
 ORDER BY c.position
 LIMIT 1
