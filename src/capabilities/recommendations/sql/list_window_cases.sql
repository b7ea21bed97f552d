-- Submitted cases of the window $1 that the recommender $2 has to do with, the ranked ones first. $3 the ids of recommendations between bars; $4 the
-- reader, who must be the recommender or the filing body of each, or empty for the count itself.
SELECT w.case_id, w.number, w.act_id, w.act_version, w.procedure_id, w.organisation_name, w.state, w.holder, r.position,
       COALESCE((SELECT MAX(e.on_date) FROM events e
                  WHERE e.subject_kind = 'case' AND e.subject_id = w.case_id AND $3 LIKE '%|' || e.action || '|%'), '') AS recommended_on
  FROM window_cases w LEFT JOIN recommendation_ranks r ON r.case_id = w.case_id
 WHERE w.window_id = $1 AND w.recommender_id = $2
   AND ($4 = '' OR w.case_id IN (SELECT v.case_id FROM visible_cases v WHERE v.account_id = $4 AND v.relation IN ('recommender', 'filing_body')))
 ORDER BY CASE WHEN r.position IS NULL THEN 1 ELSE 0 END, r.position, recommended_on, w.number
