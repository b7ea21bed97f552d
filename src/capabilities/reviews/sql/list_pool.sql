-- The whole pool of an authority, in the order of the ids the draw uses; whether a member's account stands for the institution $2.
SELECT e.id, e.authority_id, e.account_id, e.fields, e.state, e.version, a.login_name, a.display_name, a.state AS account_state,
       CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.account_id = e.account_id AND g.organisation_id = $2) THEN 1 ELSE 0 END AS is_staff
  FROM experts e JOIN accounts a ON a.id = e.account_id
 WHERE e.authority_id = $1
 ORDER BY e.id
