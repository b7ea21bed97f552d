-- The one append-only log. `content` alone determines state; `personal` may be erased, the leaf covers its salted hash.
CREATE TABLE events (
  sequence BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, ordinal BIGINT NOT NULL,
  action TEXT NOT NULL, actor_kind TEXT NOT NULL, actor_id TEXT NOT NULL, on_date TEXT NOT NULL, at TEXT NOT NULL,
  act_version TEXT NOT NULL, calendar_version TEXT NOT NULL, content TEXT NOT NULL, personal TEXT, personal_hash TEXT NOT NULL, salt TEXT NOT NULL,
  leaf_hash TEXT NOT NULL, UNIQUE (subject_kind, subject_id, ordinal));
-- One row. Locked last before commit; the frontier gives the root, inner nodes are not stored.
CREATE TABLE log_head (id BIGINT PRIMARY KEY, size BIGINT NOT NULL, frontier TEXT NOT NULL, root TEXT NOT NULL);
INSERT INTO log_head(id, size, frontier, root) VALUES (1, 0, '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
CREATE TABLE checkpoints (size BIGINT NOT NULL, root TEXT NOT NULL, at TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (size, at));
CREATE TABLE outbox (sequence BIGINT NOT NULL, position BIGINT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (sequence, position));

-- unique (principal or anonymous token, key); route and body hash as columns: a mismatch is 422. Kept seven days.
CREATE TABLE idempotency_keys (
  principal TEXT NOT NULL, key TEXT NOT NULL, route TEXT NOT NULL, body_hash TEXT NOT NULL, status BIGINT NOT NULL,
  headers TEXT NOT NULL, body TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (principal, key));
CREATE INDEX idempotency_keys_by_time ON idempotency_keys(created_at);
-- Small settings of the installation: clock_offset_ms, act epoch, anonymous secrets.
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
-- One counter per set of public data; raised in the transaction that changes it, so that a cache can be keyed by it.
CREATE TABLE data_versions (name TEXT PRIMARY KEY, version BIGINT NOT NULL);
INSERT INTO data_versions(name, version) VALUES ('directory', 1);
INSERT INTO data_versions(name, version) VALUES ('notices', 1);
