-- Who recommended the outlet a case is about.
SELECT c.recommender_id FROM outlets o JOIN cases c ON c.id = o.source_case_id WHERE o.id = $1 AND c.recommender_id IS NOT NULL
