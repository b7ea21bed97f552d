-- What decided an action, as the log's event names it by hash: the canonical statement a receipt is made of.
CREATE TABLE receipts (
  case_id   TEXT NOT NULL REFERENCES cases(id),
  ordinal   BIGINT NOT NULL,
  sha256    TEXT NOT NULL,
  statement TEXT NOT NULL,
  PRIMARY KEY (case_id, ordinal)
);
