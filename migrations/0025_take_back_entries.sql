-- Evidence that arrived and never became part of an objection goes when this instant of business time has passed; of older uploads, with the next.
ALTER TABLE objection_uploads ADD COLUMN remove_at TEXT NOT NULL DEFAULT '';
CREATE INDEX objection_uploads_unused ON objection_uploads(remove_at, id) WHERE used_at IS NULL;
-- Contents nothing names any more.
CREATE VIEW unnamed_files AS
  SELECT s.sha256 FROM stored_files s
   WHERE NOT EXISTS (SELECT 1 FROM objection_uploads u WHERE u.sha256 = s.sha256)
     AND NOT EXISTS (SELECT 1 FROM objection_files f WHERE f.sha256 = s.sha256)
     AND NOT EXISTS (SELECT 1 FROM materials m WHERE m.sha256 = s.sha256);

-- Seats of present panels whose account has come to stand for the applicant.
CREATE VIEW staff_seats AS
  SELECT s.id, s.review_id, s.place
    FROM review_seats s JOIN reviews r ON r.id = s.review_id AND r.attempt = s.attempt
    JOIN cases c ON c.id = r.case_id
   WHERE s.state <> 'left'
     AND EXISTS (SELECT 1 FROM grants g WHERE g.account_id = s.account_id AND g.organisation_id = c.organisation_id);

-- Lists that should not have been entered, after their lines were taken back. `stayed` names the lines something had begun with, and what. The file can
-- be entered again: only `take_overs` keeps a file from coming in twice.
CREATE TABLE undone_take_overs (
  id TEXT PRIMARY KEY, authority_id TEXT NOT NULL REFERENCES authorities(id), status TEXT NOT NULL, act_id TEXT NOT NULL, sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL, outlets BIGINT NOT NULL, entered_by TEXT NOT NULL REFERENCES accounts(id), entered_at TEXT NOT NULL,
  undone_by TEXT NOT NULL REFERENCES accounts(id), undone_at TEXT NOT NULL, reason TEXT NOT NULL, removed BIGINT NOT NULL, stayed TEXT NOT NULL);
CREATE INDEX undone_take_overs_by_authority ON undone_take_overs(authority_id, undone_at);
-- What has begun with a line of the directory, or with an institution: it is not taken back any more.
CREATE VIEW begun_with_outlets AS
  SELECT outlet_id, 'case' AS what FROM cases WHERE outlet_id <> ''
  UNION ALL
  SELECT outlet_id, 'certificate' FROM certificates
  UNION ALL
  SELECT outlet_id, 'sanction' FROM sanctions;
CREATE VIEW begun_with_institutions AS
  SELECT organisation_id FROM grants
  UNION ALL SELECT organisation_id FROM team_members
  UNION ALL SELECT organisation_id FROM service_items
  UNION ALL SELECT organisation_id FROM webhooks
  UNION ALL SELECT organisation_id FROM cases
  UNION ALL SELECT organisation_id FROM outlets
  UNION ALL SELECT organisation_id FROM certificates
  UNION ALL SELECT organisation_id FROM sanctions;
CREATE VIEW handed_in_applications AS
  SELECT organisation_id, act_id, act_version, procedure_id, updated_at FROM cases WHERE is_submitted = 1 AND opened_by = 'applicant';
