-- Divisions with their parent table: jurisdiction is never a code prefix. Unknown valid_from/to = open.
CREATE TABLE divisions (
  code TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, parent_code TEXT REFERENCES divisions(code),
  sort_key TEXT NOT NULL, valid_from TEXT, valid_to TEXT, source TEXT NOT NULL);
CREATE INDEX divisions_by_parent ON divisions(parent_code, sort_key);
-- Every (ancestor, descendant) pair, each division its own ancestor.
CREATE TABLE division_closure (
  ancestor_code TEXT NOT NULL REFERENCES divisions(code), descendant_code TEXT NOT NULL REFERENCES divisions(code),
  PRIMARY KEY (ancestor_code, descendant_code));
CREATE INDEX division_closure_by_descendant ON division_closure(descendant_code, ancestor_code);

CREATE TABLE authorities (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, level TEXT NOT NULL,
  division_code TEXT NOT NULL REFERENCES divisions(code), telephone TEXT, address TEXT, created_at TEXT NOT NULL,
  UNIQUE (level, division_code));

CREATE TABLE organisations (
  id TEXT PRIMARY KEY, credit_code TEXT NOT NULL UNIQUE, is_code_confirmed BIGINT NOT NULL, name TEXT NOT NULL, sort_key TEXT NOT NULL,
  kind TEXT NOT NULL, nature TEXT NOT NULL, registered_division TEXT NOT NULL REFERENCES divisions(code), address TEXT NOT NULL,
  principal_name TEXT NOT NULL, principal_post TEXT NOT NULL, headcount BIGINT, department TEXT NOT NULL,
  telephone TEXT NOT NULL, email TEXT NOT NULL, website TEXT NOT NULL, website_name TEXT NOT NULL, wechat TEXT NOT NULL, service_recipients TEXT NOT NULL,
  node_kinds TEXT NOT NULL, banned_until TEXT, state TEXT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX organisations_by_division ON organisations(registered_division, sort_key);

-- state: provisional (first account of an institution, not yet confirmed), active, disabled.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY, login_name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, password_hash TEXT NOT NULL, totp_secret TEXT,
  state TEXT NOT NULL, is_demonstration BIGINT NOT NULL, must_change_password BIGINT NOT NULL, last_totp_step BIGINT NOT NULL,
  version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE grants (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), role TEXT NOT NULL,
  organisation_id TEXT REFERENCES organisations(id), authority_id TEXT REFERENCES authorities(id), created_at TEXT NOT NULL);
CREATE INDEX grants_by_account ON grants(account_id);
CREATE INDEX grants_by_organisation ON grants(organisation_id);
CREATE INDEX grants_by_authority ON grants(authority_id);
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL, reauthenticated_at TEXT NOT NULL);
CREATE INDEX sessions_by_account ON sessions(account_id);
CREATE TABLE sign_in_attempts (subject TEXT PRIMARY KEY, failures BIGINT NOT NULL, retry_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE password_codes (
  code_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), expires_at TEXT NOT NULL, used_at TEXT);

CREATE TABLE team_members (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), name TEXT NOT NULL, employment TEXT NOT NULL,
  is_principal BIGINT NOT NULL, post TEXT NOT NULL, education TEXT NOT NULL, certificates TEXT NOT NULL, skills TEXT NOT NULL, history TEXT NOT NULL,
  identity_hash TEXT NOT NULL, position BIGINT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL, left_at TEXT);
CREATE INDEX team_members_by_organisation ON team_members(organisation_id, position);
CREATE INDEX team_members_by_identity ON team_members(identity_hash);
CREATE TABLE service_items (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), name TEXT NOT NULL, kind TEXT NOT NULL,
  ip_categories TEXT NOT NULL, channels TEXT NOT NULL, fee TEXT NOT NULL, price_note TEXT NOT NULL, description TEXT NOT NULL,
  position BIGINT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX service_items_by_organisation ON service_items(organisation_id, position);
