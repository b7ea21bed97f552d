-- One the public was told of, whether it is still told of or not.
SELECT s.id, s.case_id, s.organisation_id, s.outlet_id, s.authority_id, s.act_id, s.kind, s.decision_number, s.decided_on, s.banned_until, s.cites,
       s.annulled_on, s.annulled_reason, s.version, s.organisation_name, s.credit_code, s.ground, s.is_public, a.name AS authority_name
  FROM sanctions s JOIN authorities a ON a.id = s.authority_id
 WHERE s.is_public = 1 AND s.id = $1
