-- The legal person a branch without personality of its own belongs to; empty for an institution that is one itself.
ALTER TABLE organisations ADD COLUMN legal_person_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN legal_person_code TEXT NOT NULL DEFAULT '';
CREATE INDEX organisations_by_legal_person ON organisations((CASE WHEN legal_person_code = '' THEN credit_code ELSE legal_person_code END));
CREATE VIEW legal_persons AS
  SELECT id AS organisation_id, CASE WHEN legal_person_code = '' THEN credit_code ELSE legal_person_code END AS code FROM organisations;
