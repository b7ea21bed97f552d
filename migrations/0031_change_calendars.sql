-- The holiday notices in force. Those the program brings are the seeds of an empty table; a notice is never changed, only followed by a later one.
-- change_id: the change that brought it, empty for a seed.
CREATE TABLE calendar_notices (
  year BIGINT NOT NULL, version BIGINT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL, change_id TEXT NOT NULL, activated_at TEXT NOT NULL,
  PRIMARY KEY (year, version));

-- A notice on its way into force. state: proposed, applying (in force, dates are being re-issued), applied, withdrawn. hash covers the text and the
-- calendar it was compared with; editors: accounts that entered or changed it; dry_run: the numbers at approval.
CREATE TABLE calendar_changes (
  id TEXT PRIMARY KEY, year BIGINT NOT NULL, notice_version BIGINT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL, base_calendar TEXT NOT NULL,
  calendar_version TEXT NOT NULL, state TEXT NOT NULL, editors TEXT NOT NULL, approved_by TEXT NOT NULL, approved_on TEXT, dry_run TEXT NOT NULL,
  version BIGINT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX calendar_changes_by_state ON calendar_changes(state, created_at);

-- What a change did to a date somebody had been told, or why it did nothing. kind: case_term, notice, review_values.
-- outcome: moved, stays (the new date would be earlier), passed (its day was over), ended (its effect had happened).
CREATE TABLE calendar_effects (
  change_id TEXT NOT NULL REFERENCES calendar_changes(id), kind TEXT NOT NULL, subject_id TEXT NOT NULL, term_id TEXT NOT NULL, round BIGINT NOT NULL,
  old_day TEXT NOT NULL, new_day TEXT NOT NULL, outcome TEXT NOT NULL, position BIGINT NOT NULL,
  PRIMARY KEY (change_id, kind, subject_id, term_id, round));
CREATE UNIQUE INDEX calendar_effects_by_position ON calendar_effects(change_id, position);

-- A change of the calendar asks for the dates that reach into its days.
CREATE INDEX case_terms_by_last_day ON case_terms(last_day);
CREATE INDEX notices_by_last_day ON notices(last_day);
