-- The expert pool of an authority. state: available, unavailable.
CREATE TABLE experts (
  id TEXT PRIMARY KEY, authority_id TEXT NOT NULL REFERENCES authorities(id), account_id TEXT NOT NULL REFERENCES accounts(id),
  fields TEXT NOT NULL, state TEXT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL, UNIQUE (authority_id, account_id));
CREATE INDEX experts_by_account ON experts(account_id);
-- Where an expert works or worked, and the institutions of those close to him; of the person, so that every pool sees them.
-- kind: employer, spouse_employer, relative_employer, other_relation. ends_on empty: still so.
CREATE TABLE expert_declarations (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), kind TEXT NOT NULL, institution_name TEXT NOT NULL, folded_name TEXT NOT NULL,
  credit_code TEXT NOT NULL, begins_on TEXT, ends_on TEXT, declared_by TEXT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX expert_declarations_by_account ON expert_declarations(account_id, created_at, id);

-- One review of one submission. state: committing, revealing, withheld, scoring, exhausted, scored, opened, concluded, closed. result: '', passed, failed.
CREATE TABLE reviews (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, year BIGINT NOT NULL, case_id TEXT NOT NULL REFERENCES cases(id), round BIGINT NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authorities(id), state TEXT NOT NULL, fields TEXT NOT NULL, panel_size BIGINT NOT NULL, attempt BIGINT NOT NULL,
  result TEXT NOT NULL, total BIGINT NOT NULL, sheets BIGINT NOT NULL, minutes TEXT NOT NULL, act_version TEXT NOT NULL, ordinal BIGINT NOT NULL,
  version BIGINT NOT NULL, opened_by TEXT NOT NULL, opened_at TEXT NOT NULL, concluded_at TEXT, UNIQUE (case_id, round));
CREATE INDEX reviews_by_authority ON reviews(authority_id, opened_at, id);
-- One attempt to draw its panel. outcome: running, withheld, drawn, exhausted, closed.
CREATE TABLE review_attempts (
  review_id TEXT NOT NULL REFERENCES reviews(id), number BIGINT NOT NULL, pool TEXT NOT NULL, pool_hash TEXT NOT NULL,
  last_day TEXT, seed TEXT NOT NULL, drawn_order TEXT NOT NULL, drawn TEXT NOT NULL, outcome TEXT NOT NULL, withheld_by BIGINT NOT NULL,
  created_at TEXT NOT NULL, PRIMARY KEY (review_id, number));
-- The two persons whose values make the seed.
CREATE TABLE review_seeds (
  review_id TEXT NOT NULL REFERENCES reviews(id), attempt BIGINT NOT NULL, position BIGINT NOT NULL, account_id TEXT NOT NULL REFERENCES accounts(id),
  office TEXT NOT NULL, office_name TEXT NOT NULL, commitment TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (review_id, attempt, position));
CREATE INDEX review_seeds_by_account ON review_seeds(account_id);
-- A seat of the panel. state: seated, sealed, left. left_for: conflict, unable, no_answer.
CREATE TABLE review_seats (
  id TEXT PRIMARY KEY, review_id TEXT NOT NULL REFERENCES reviews(id), attempt BIGINT NOT NULL, expert_id TEXT NOT NULL REFERENCES experts(id),
  account_id TEXT NOT NULL REFERENCES accounts(id), place BIGINT NOT NULL, state TEXT NOT NULL, left_for TEXT NOT NULL, left_reason TEXT NOT NULL,
  next_expert_id TEXT NOT NULL, commitment TEXT NOT NULL, sealed_at TEXT, version BIGINT NOT NULL, created_at TEXT NOT NULL,
  UNIQUE (review_id, attempt, expert_id));
CREATE INDEX review_seats_by_account ON review_seats(account_id, created_at, id);
-- A sealed score sheet with its nonce: read by nobody before the opening.
CREATE TABLE review_sheets (
  seat_id TEXT PRIMARY KEY REFERENCES review_seats(id), review_id TEXT NOT NULL REFERENCES reviews(id), content TEXT NOT NULL, nonce TEXT NOT NULL,
  total BIGINT NOT NULL, is_open BIGINT NOT NULL);

-- Who may see what: the body that holds the review, its seed holders, and who sits on its panel.
CREATE VIEW visible_reviews AS
  SELECT g.account_id AS account_id, r.id AS review_id, 'officer' AS relation
    FROM grants g JOIN reviews r ON r.authority_id = g.authority_id
   WHERE g.role IN ('authority_officer', 'recommender_officer')
  UNION
  SELECT s.account_id, s.review_id, 'seed_holder' FROM review_seeds s
  UNION
  SELECT s.account_id, s.review_id, 'expert' FROM review_seats s JOIN reviews r ON r.id = s.review_id AND r.attempt = s.attempt WHERE s.state <> 'left';
CREATE VIEW visible_experts AS
  SELECT g.account_id AS account_id, e.id AS expert_id, 'officer' AS relation
    FROM grants g JOIN experts e ON e.authority_id = g.authority_id
   WHERE g.role IN ('authority_officer', 'recommender_officer')
  UNION
  SELECT e.account_id, e.id, 'self' FROM experts e;
