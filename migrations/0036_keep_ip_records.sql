-- Where searched records come from. is_removed: its records are or are being taken out.
CREATE TABLE ip_sources (
  id TEXT PRIMARY KEY, collection TEXT NOT NULL, name TEXT NOT NULL, licence TEXT NOT NULL, data_date TEXT, is_removed BIGINT NOT NULL,
  version BIGINT NOT NULL, created_at TEXT NOT NULL, UNIQUE (collection, name));

-- How far a file was read. state: running, ended. position: records of the file that are in; rejected_bytes: how long the file of the rejected is then;
-- reasons: JSON, id of a reason → how often.
CREATE TABLE ip_imports (
  id TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES ip_sources(id), file_name TEXT NOT NULL, file_hash TEXT NOT NULL, state TEXT NOT NULL,
  position BIGINT NOT NULL, accepted BIGINT NOT NULL, changed BIGINT NOT NULL, unchanged BIGINT NOT NULL, rejected BIGINT NOT NULL,
  rejected_bytes BIGINT NOT NULL, reasons TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT);
CREATE INDEX ip_imports_by_source ON ip_imports(source_id, started_at);

-- The records themselves. payload: field → list of texts, canonical JSON; empty: taken out. sequence: of the batch that wrote it last.
CREATE TABLE ip_records (
  collection TEXT NOT NULL, key TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES ip_sources(id), payload TEXT NOT NULL, hash TEXT NOT NULL,
  sequence BIGINT NOT NULL, imported_at TEXT NOT NULL, PRIMARY KEY (collection, key));
CREATE INDEX ip_records_by_sequence ON ip_records(collection, sequence, key);
CREATE INDEX ip_records_by_source ON ip_records(source_id) WHERE payload <> '';

-- The last batch of a collection. Its row is held until the commit, so batches are seen in their order. id: of this series of batches.
CREATE TABLE ip_feeds (collection TEXT PRIMARY KEY, id TEXT NOT NULL, sequence BIGINT NOT NULL);
