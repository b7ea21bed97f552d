-- A certificate says what the directory says of an outlet, signed; a service of this platform. An institution has one present
-- certificate per status: replaced_on empty. `document` is the signed text as it is downloaded.
CREATE TABLE certificates (
  number TEXT PRIMARY KEY, outlet_id TEXT NOT NULL REFERENCES outlets(id), organisation_id TEXT NOT NULL REFERENCES organisations(id),
  status TEXT NOT NULL, content_hash TEXT NOT NULL, digest TEXT NOT NULL, document TEXT NOT NULL, valid_until TEXT, issued_by TEXT NOT NULL,
  issued_at TEXT NOT NULL, replaced_by TEXT, replaced_on TEXT);
CREATE UNIQUE INDEX certificates_one_present ON certificates(organisation_id, status) WHERE replaced_on IS NULL;
CREATE INDEX certificates_by_outlet ON certificates(outlet_id);
INSERT INTO data_versions (name, version) VALUES ('certificates', 1);

-- Who may have a certificate issued: the outlet's own staff, and officers of the body that decided. A line taken over has no case here:
-- then officers of an authority around it, whose level (not empty) must be that of the body the act names.
CREATE VIEW certifiable_outlets AS
  SELECT g.account_id AS account_id, o.id AS outlet_id, '' AS level
    FROM grants g JOIN outlets o ON o.organisation_id = g.organisation_id
   WHERE g.role = 'applicant_staff'
  UNION ALL
  SELECT g.account_id, o.id, ''
    FROM grants g JOIN cases c ON c.filing_body_id = g.authority_id
    JOIN outlets o ON o.source_case_id = c.id
   WHERE g.role = 'authority_officer'
  UNION ALL
  SELECT g.account_id, o.id, a.level
    FROM grants g JOIN authorities a ON a.id = g.authority_id
    JOIN division_closure d ON d.ancestor_code = a.division_code
    JOIN outlets o ON o.division_code = d.descendant_code
   WHERE g.role = 'authority_officer' AND o.source_case_id IS NULL AND a.level <> 'ministry';
