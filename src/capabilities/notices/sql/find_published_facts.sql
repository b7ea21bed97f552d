-- What a notice could say about a case; which of it leaves is decided by the procedure's list.
SELECT o.name AS organisation_name, o.kind AS organisation_kind, o.address AS organisation_address, o.website AS organisation_website,
       d.name AS division_name, r.name AS recommender_name
  FROM cases c
  JOIN organisations o ON o.id = c.organisation_id
  JOIN divisions d ON d.code = o.registered_division
  LEFT JOIN authorities r ON r.id = c.recommender_id
 WHERE c.id = $1
