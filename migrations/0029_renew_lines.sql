-- A line is listed beyond its last valid day while its renewal is decided (renewing) or while no window was open for it (awaiting): listed_until is
-- then empty. What left the active list says so (expired).
ALTER TABLE outlets ADD COLUMN listed_until TEXT;
ALTER TABLE outlets ADD COLUMN renewal TEXT NOT NULL DEFAULT '';
UPDATE outlets SET listed_until = valid_until;
CREATE INDEX outlets_by_last_day ON outlets(listed_until, id) WHERE state = 'valid';
DROP VIEW held_lines;
CREATE VIEW held_lines AS
  SELECT o.id AS outlet_id, o.organisation_id, i.name AS organisation_name, o.act_id, o.status, o.filed_on, o.valid_until, o.listed_until, o.renewal,
         o.ended_on, o.state, o.is_taken_over, o.created_at, o.version, c.procedure_id AS granted_by, c.recommender_id
    FROM outlets o JOIN organisations i ON i.id = o.organisation_id LEFT JOIN cases c ON c.id = o.source_case_id;
