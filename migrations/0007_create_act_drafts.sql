-- Acts being changed: the files of a coming version, edited by rule editors, activated by a person who edited none of it.
CREATE TABLE act_drafts (
  id           TEXT PRIMARY KEY,
  act_id       TEXT NOT NULL,
  base_version BIGINT NOT NULL,
  title        TEXT NOT NULL,
  files        TEXT NOT NULL,
  editors      TEXT NOT NULL,
  state        TEXT NOT NULL,
  version      BIGINT NOT NULL,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
);
