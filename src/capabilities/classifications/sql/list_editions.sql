SELECT id, scheme, edition, hash, classes, deepest, withdrawn_hash, withdrawn, version, imported_at
  FROM classification_editions
 ORDER BY scheme, edition
