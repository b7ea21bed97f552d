-- Lists of outlets filed before this system was used, once entered: the same file is not entered twice.
CREATE TABLE take_overs (
  id TEXT PRIMARY KEY, authority_id TEXT NOT NULL REFERENCES authorities(id), status TEXT NOT NULL, act_id TEXT NOT NULL, sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL, outlets BIGINT NOT NULL, entered_by TEXT NOT NULL REFERENCES accounts(id), entered_at TEXT NOT NULL,
  UNIQUE (authority_id, status, sha256));
