-- The lines of an institution that stand in the directory, whether their last day has passed or not.
SELECT o.id FROM outlets o WHERE o.organisation_id = $1 AND o.ended_on IS NULL ORDER BY o.filed_on, o.id
