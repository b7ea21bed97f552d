CREATE TABLE act_versions (
  act_id TEXT NOT NULL, version BIGINT NOT NULL, hash TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, activated_at TEXT NOT NULL,
  files TEXT NOT NULL, PRIMARY KEY (act_id, version));
CREATE TABLE act_texts (
  act_id TEXT NOT NULL, article_id TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (act_id, article_id));

CREATE TABLE windows (
  id TEXT PRIMARY KEY, act_id TEXT NOT NULL, procedure_id TEXT NOT NULL, authority_id TEXT NOT NULL REFERENCES authorities(id),
  year BIGINT NOT NULL, serial BIGINT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL, opens_on TEXT NOT NULL, closes_on TEXT NOT NULL,
  reason TEXT NOT NULL, closed_at TEXT, version BIGINT NOT NULL, created_at TEXT NOT NULL, UNIQUE (act_id, procedure_id, authority_id, year, serial));

CREATE TABLE cases (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, act_id TEXT NOT NULL, act_version BIGINT NOT NULL, procedure_id TEXT NOT NULL,
  parent_case_id TEXT REFERENCES cases(id), organisation_id TEXT REFERENCES organisations(id), window_id TEXT REFERENCES windows(id),
  division_code TEXT NOT NULL REFERENCES divisions(code), recommender_id TEXT REFERENCES authorities(id), filing_body_id TEXT NOT NULL REFERENCES authorities(id),
  state TEXT NOT NULL, holder TEXT NOT NULL, round BIGINT NOT NULL, ordinal BIGINT NOT NULL, version BIGINT NOT NULL,
  returned_by TEXT NOT NULL, is_submitted BIGINT NOT NULL, is_final BIGINT NOT NULL, content_hash TEXT NOT NULL,
  opened_on TEXT NOT NULL, submitted_on TEXT, state_since TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX cases_by_organisation ON cases(organisation_id, created_at);
CREATE INDEX cases_by_recommender ON cases(recommender_id, state, state_since);
CREATE INDEX cases_by_filing_body ON cases(filing_body_id, state, state_since);
CREATE INDEX cases_by_division ON cases(division_code, state);
CREATE INDEX cases_by_parent ON cases(parent_case_id);
-- At most one running application of an institution per procedure and window.
CREATE UNIQUE INDEX cases_running ON cases(organisation_id, act_id, procedure_id) WHERE is_final = 0 AND parent_case_id IS NULL;
CREATE TABLE case_serials (act_id TEXT NOT NULL, procedure_id TEXT NOT NULL, year BIGINT NOT NULL, last BIGINT NOT NULL, PRIMARY KEY (act_id, procedure_id, year));

-- Drafts are versioned rows, no events; one row per form section.
CREATE TABLE drafts (
  case_id TEXT NOT NULL REFERENCES cases(id), section_id TEXT NOT NULL, version BIGINT NOT NULL, answers TEXT NOT NULL,
  saved_by TEXT NOT NULL, saved_at TEXT NOT NULL, PRIMARY KEY (case_id, section_id));
-- What was submitted, per round; the event of the submission carries content_hash.
CREATE TABLE submissions (
  case_id TEXT NOT NULL REFERENCES cases(id), round BIGINT NOT NULL, content_hash TEXT NOT NULL, answers TEXT NOT NULL, materials TEXT NOT NULL,
  findings TEXT NOT NULL, submitted_at TEXT NOT NULL, PRIMARY KEY (case_id, round));
CREATE TABLE case_terms (
  case_id TEXT NOT NULL REFERENCES cases(id), term_id TEXT NOT NULL, round BIGINT NOT NULL, starts_on TEXT NOT NULL, last_day TEXT NOT NULL,
  account TEXT NOT NULL, calendar_version TEXT NOT NULL, is_running BIGINT NOT NULL, PRIMARY KEY (case_id, term_id, round));
CREATE TABLE case_judgements (
  case_id TEXT NOT NULL REFERENCES cases(id), condition_id TEXT NOT NULL, party TEXT NOT NULL, outcome TEXT NOT NULL, remark TEXT NOT NULL,
  account_id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (case_id, condition_id));
CREATE TABLE phrases (id TEXT PRIMARY KEY, authority_id TEXT NOT NULL REFERENCES authorities(id), action TEXT NOT NULL, text TEXT NOT NULL, created_at TEXT NOT NULL);

CREATE TABLE stored_files (sha256 TEXT PRIMARY KEY, size BIGINT NOT NULL, media_type TEXT NOT NULL, pages BIGINT NOT NULL, created_at TEXT NOT NULL);
-- A file in a slot of a case. state: usable, quarantined, removed.
CREATE TABLE materials (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases(id), slot TEXT NOT NULL, position BIGINT NOT NULL, sha256 TEXT NOT NULL REFERENCES stored_files(sha256),
  name TEXT NOT NULL, party TEXT NOT NULL, state TEXT NOT NULL, content_hash TEXT NOT NULL, uploaded_by TEXT NOT NULL, uploaded_at TEXT NOT NULL);
CREATE INDEX materials_by_case ON materials(case_id, slot, position);

-- One notice names one or more cases.
CREATE TABLE notices (
  id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, authority_id TEXT NOT NULL REFERENCES authorities(id), title TEXT NOT NULL, body TEXT NOT NULL,
  published_on TEXT NOT NULL, last_day TEXT, account TEXT NOT NULL, calendar_version TEXT NOT NULL, act_version TEXT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE INDEX notices_by_date ON notices(published_on, id);
CREATE TABLE notice_cases (
  notice_id TEXT NOT NULL REFERENCES notices(id), case_id TEXT NOT NULL REFERENCES cases(id), position BIGINT NOT NULL, entry TEXT NOT NULL, PRIMARY KEY (notice_id, case_id));
CREATE INDEX notice_cases_by_case ON notice_cases(case_id);
-- An objection is a child case; what belongs only to it stands here. Identity and contact are never shown to the applicant.
-- state of a late one: kept as a letter.
CREATE TABLE objections (
  id TEXT PRIMARY KEY, case_id TEXT REFERENCES cases(id), notice_id TEXT NOT NULL REFERENCES notices(id), target_case_id TEXT NOT NULL REFERENCES cases(id), receipt TEXT NOT NULL UNIQUE,
  secret_hash TEXT NOT NULL, is_anonymous BIGINT NOT NULL, objector_name TEXT NOT NULL, objector_contact TEXT NOT NULL, grounds TEXT NOT NULL,
  state TEXT NOT NULL, result TEXT NOT NULL, received_at TEXT NOT NULL, decided_at TEXT, version BIGINT NOT NULL);
CREATE INDEX objections_by_target ON objections(target_case_id, state);
-- Evidence that has arrived but is not yet part of an objection: usable once, for one hour.
CREATE TABLE objection_uploads (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES stored_files(sha256), name TEXT NOT NULL, created_at TEXT NOT NULL, used_at TEXT);
CREATE TABLE objection_files (id TEXT PRIMARY KEY, objection_id TEXT NOT NULL REFERENCES objections(id), sha256 TEXT NOT NULL REFERENCES stored_files(sha256), name TEXT NOT NULL);

-- One line of the directory per status held. state: valid, ended.
CREATE TABLE outlets (
  id TEXT PRIMARY KEY, organisation_id TEXT NOT NULL REFERENCES organisations(id), act_id TEXT NOT NULL, status TEXT NOT NULL, source_case_id TEXT REFERENCES cases(id),
  division_code TEXT NOT NULL REFERENCES divisions(code), name TEXT NOT NULL, sort_key TEXT NOT NULL, kind TEXT NOT NULL, search_text TEXT NOT NULL, entry TEXT NOT NULL,
  filed_on TEXT NOT NULL, valid_until TEXT, state TEXT NOT NULL, is_taken_over BIGINT NOT NULL, version BIGINT NOT NULL, created_at TEXT NOT NULL);
CREATE UNIQUE INDEX outlets_one_line ON outlets(organisation_id, status) WHERE state = 'valid';
CREATE INDEX outlets_by_name ON outlets(state, sort_key, id);
CREATE INDEX outlets_by_division ON outlets(division_code, state);

-- In-site messages to a person; read_at empty = unread.
CREATE TABLE messages (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts(id), subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, kind TEXT NOT NULL,
  params TEXT NOT NULL, link TEXT NOT NULL, created_at TEXT NOT NULL, read_at TEXT);
CREATE INDEX messages_by_account ON messages(account_id, created_at, id);

-- Who may see what, decided inside the SQL that reads it. An authority sees a submitted case of its division tree.
CREATE VIEW visible_cases AS
  SELECT g.account_id AS account_id, c.id AS case_id, 'applicant' AS relation
    FROM grants g JOIN cases c ON c.organisation_id = g.organisation_id
  UNION
  SELECT g.account_id, c.id, CASE WHEN g.authority_id = c.recommender_id THEN 'recommender' WHEN g.authority_id = c.filing_body_id THEN 'filing_body' ELSE 'observer' END
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN cases c ON c.division_code = d.descendant_code
   WHERE c.is_submitted = 1;
-- Numbers of cases per window and state, without the cases: what the authority that opened the window may know of drafts.
CREATE VIEW window_case_counts AS
  SELECT window_id, state, is_submitted, COUNT(*) AS number FROM cases WHERE window_id IS NOT NULL GROUP BY window_id, state, is_submitted;
CREATE VIEW visible_organisations AS
  SELECT g.account_id AS account_id, o.id AS organisation_id, 'member' AS relation
    FROM grants g JOIN organisations o ON o.id = g.organisation_id
  UNION
  SELECT g.account_id, o.id, 'authority'
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN organisations o ON o.registered_division = d.descendant_code;
