INSERT INTO classification_editions (id, scheme, edition, hash, classes, deepest, withdrawn_hash, withdrawn, version, imported_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET scheme = excluded.scheme, edition = excluded.edition, hash = excluded.hash, classes = excluded.classes,
  deepest = excluded.deepest, withdrawn_hash = excluded.withdrawn_hash, withdrawn = excluded.withdrawn, version = excluded.version,
  imported_at = excluded.imported_at
