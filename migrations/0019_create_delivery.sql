-- What leaves the house besides the in-site messages. `is_set_up` is what the server found when it started.
CREATE TABLE delivery_ways (channel TEXT PRIMARY KEY, is_set_up BIGINT NOT NULL);

-- How a person wants to be written to. `address` is confirmed, empty for none; a new one waits in `pending_address` until its code comes back.
-- `muted_topics`: words between blanks. Instants of the code are system time.
CREATE TABLE delivery_settings (
  account_id TEXT PRIMARY KEY REFERENCES accounts(id), address TEXT NOT NULL, confirmed_at TEXT, pending_address TEXT NOT NULL, code_digest TEXT NOT NULL,
  code_sent_at TEXT NOT NULL, code_until TEXT NOT NULL, language TEXT NOT NULL, muted_topics TEXT NOT NULL, version BIGINT NOT NULL);

-- Where an institution or authority has its messages sent by machine; one each.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY, organisation_id TEXT REFERENCES organisations(id), authority_id TEXT REFERENCES authorities(id), url TEXT NOT NULL, format TEXT NOT NULL,
  secret TEXT NOT NULL, language TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL, version BIGINT NOT NULL);
CREATE UNIQUE INDEX webhooks_of_organisation ON webhooks(organisation_id);
CREATE UNIQUE INDEX webhooks_of_authority ON webhooks(authority_id);

-- Who may see and change one: the people who stand for its owner.
CREATE VIEW visible_webhooks AS
  SELECT DISTINCT g.account_id AS reader_id, w.id, w.organisation_id, w.authority_id, w.url, w.format, w.secret, w.language, w.created_at, w.version
    FROM webhooks w JOIN grants g ON g.organisation_id = w.organisation_id OR g.authority_id = w.authority_id;

CREATE INDEX outbox_by_recipient ON outbox(recipient, created_at, id);
CREATE INDEX outbox_by_creation ON outbox(created_at, id);
