-- What people complain about, beside the grounds an act itself names (the choices of its sanction procedure).
CREATE TABLE complaint_grounds (id TEXT PRIMARY KEY, position BIGINT NOT NULL UNIQUE, label_zh TEXT NOT NULL, label_en TEXT NOT NULL);
INSERT INTO complaint_grounds (id, position, label_zh, label_en) VALUES
  ('name_misuse', 1, '冒用、滥用网点名义', 'Misuse of the outlet''s name'),
  ('unrelated_commerce', 2, '借网点名义从事与公共服务无关的经营', 'Commerce unrelated to the public service in the outlet''s name'),
  ('false_materials', 3, '申报或者备案材料不实', 'False materials in the filing'),
  ('illegal_activity', 4, '借网点名义从事违法违规活动', 'Illegal or irregular activity in the outlet''s name'),
  ('poor_service', 5, '服务缺失或者服务质量差', 'No service, or poor service'),
  ('other', 6, '其他', 'Other');

-- Complaints about outlets. The name of the outlet is that of the day; the line may be taken back, the complaint stays.
CREATE TABLE complaints (
  id TEXT PRIMARY KEY, receipt TEXT NOT NULL UNIQUE, secret_hash TEXT NOT NULL, outlet_id TEXT NOT NULL, organisation_id TEXT NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authorities(id), act_id TEXT NOT NULL, status TEXT NOT NULL, outlet_name TEXT NOT NULL, ground TEXT NOT NULL,
  is_anonymous BIGINT NOT NULL, complainant_name TEXT NOT NULL, complainant_contact TEXT NOT NULL, statement TEXT NOT NULL, state TEXT NOT NULL,
  handler_id TEXT NOT NULL, finding TEXT NOT NULL, answer TEXT NOT NULL, summary TEXT NOT NULL, received_at TEXT NOT NULL, concluded_at TEXT,
  search_text TEXT NOT NULL, version BIGINT NOT NULL);
CREATE INDEX complaints_by_authority ON complaints(authority_id, received_at, id);
CREATE TABLE complaint_files (
  id TEXT PRIMARY KEY, complaint_id TEXT NOT NULL REFERENCES complaints(id), sha256 TEXT NOT NULL REFERENCES stored_files(sha256), name TEXT NOT NULL);
CREATE INDEX complaint_files_by_complaint ON complaint_files(complaint_id);
CREATE INDEX complaint_files_by_content ON complaint_files(sha256);
CREATE TABLE complaint_notes (
  id TEXT PRIMARY KEY, complaint_id TEXT NOT NULL REFERENCES complaints(id), author_id TEXT NOT NULL, body TEXT NOT NULL, noted_at TEXT NOT NULL);
CREATE INDEX complaint_notes_by_complaint ON complaint_notes(complaint_id);
-- Cases opened from a complaint. Only the complaint knows of them.
CREATE TABLE complaint_cases (
  complaint_id TEXT NOT NULL REFERENCES complaints(id), case_id TEXT NOT NULL REFERENCES cases(id), linked_by TEXT NOT NULL, linked_at TEXT NOT NULL,
  PRIMARY KEY (complaint_id, case_id));
CREATE INDEX complaint_cases_by_case ON complaint_cases(case_id);
-- Officers of the authority the complaint went to, without those who also stand for the institution complained about.
CREATE VIEW visible_complaints AS
  SELECT g.account_id, c.id AS complaint_id
    FROM complaints c JOIN grants g ON g.authority_id = c.authority_id AND g.role = 'authority_officer'
   WHERE NOT EXISTS (SELECT 1 FROM grants s WHERE s.account_id = g.account_id AND s.organisation_id = c.organisation_id);

-- What a complaint names stays, too.
DROP VIEW unnamed_files;
CREATE VIEW unnamed_files AS
  SELECT s.sha256 FROM stored_files s
   WHERE NOT EXISTS (SELECT 1 FROM objection_uploads u WHERE u.sha256 = s.sha256)
     AND NOT EXISTS (SELECT 1 FROM objection_files f WHERE f.sha256 = s.sha256)
     AND NOT EXISTS (SELECT 1 FROM complaint_files f WHERE f.sha256 = s.sha256)
     AND NOT EXISTS (SELECT 1 FROM materials m WHERE m.sha256 = s.sha256);
