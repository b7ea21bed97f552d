-- A case that goes back to review within one submission, as after a sustained objection, is reviewed anew: the earlier review stays, superseded.
-- SQLite cannot drop the old rule, so the table is written anew there: rows keep their ids, references are checked at commit.
DROP VIEW visible_reviews;
-- only postgresql
ALTER TABLE reviews DROP CONSTRAINT reviews_case_id_round_key;
-- only sqlite
PRAGMA defer_foreign_keys = ON;
-- only sqlite
CREATE TABLE kept_reviews AS
  SELECT id, number, year, case_id, round, authority_id, state, fields, panel_size, attempt, result, total, sheets, minutes, act_version, ordinal, version,
         opened_by, opened_at, concluded_at FROM reviews;
-- only sqlite
DROP TABLE reviews;
-- only sqlite
CREATE TABLE reviews (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, year BIGINT NOT NULL, case_id TEXT NOT NULL REFERENCES cases(id), round BIGINT NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authorities(id), state TEXT NOT NULL, fields TEXT NOT NULL, panel_size BIGINT NOT NULL, attempt BIGINT NOT NULL,
  result TEXT NOT NULL, total BIGINT NOT NULL, sheets BIGINT NOT NULL, minutes TEXT NOT NULL, act_version TEXT NOT NULL, ordinal BIGINT NOT NULL,
  version BIGINT NOT NULL, opened_by TEXT NOT NULL, opened_at TEXT NOT NULL, concluded_at TEXT);
-- only sqlite
INSERT INTO reviews (id, number, year, case_id, round, authority_id, state, fields, panel_size, attempt, result, total, sheets, minutes, act_version, ordinal,
                     version, opened_by, opened_at, concluded_at)
  SELECT id, number, year, case_id, round, authority_id, state, fields, panel_size, attempt, result, total, sheets, minutes, act_version, ordinal, version,
         opened_by, opened_at, concluded_at FROM kept_reviews;
-- only sqlite
DROP TABLE kept_reviews;
-- only sqlite
CREATE INDEX reviews_by_authority ON reviews(authority_id, opened_at, id);
CREATE UNIQUE INDEX reviews_one_of_a_round ON reviews(case_id, round) WHERE state <> 'superseded';
CREATE VIEW visible_reviews AS
  SELECT g.account_id AS account_id, r.id AS review_id, 'officer' AS relation
    FROM grants g JOIN reviews r ON r.authority_id = g.authority_id
   WHERE g.role IN ('authority_officer', 'recommender_officer')
  UNION
  SELECT s.account_id, s.review_id, 'seed_holder' FROM review_seeds s
  UNION
  SELECT s.account_id, s.review_id, 'expert' FROM review_seats s JOIN reviews r ON r.id = s.review_id AND r.attempt = s.attempt WHERE s.state <> 'left';
