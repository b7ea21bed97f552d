-- A line names who recommended the outlet when it was granted: a later case may go through the same body.
DROP VIEW held_lines;
CREATE VIEW held_lines AS
  SELECT o.id AS outlet_id, o.organisation_id, i.name AS organisation_name, o.act_id, o.status, o.filed_on, o.valid_until, o.ended_on, o.state,
         o.is_taken_over, o.created_at, o.version, c.procedure_id AS granted_by, c.recommender_id
    FROM outlets o JOIN organisations i ON i.id = o.organisation_id LEFT JOIN cases c ON c.id = o.source_case_id;
