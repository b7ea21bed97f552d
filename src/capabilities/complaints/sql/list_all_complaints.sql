SELECT c.id, c.receipt, c.secret_hash, c.outlet_id, c.organisation_id, c.authority_id, c.act_id, c.status, c.outlet_name, c.ground, c.is_anonymous,
       c.complainant_name, c.complainant_contact, c.statement, c.state, c.handler_id, c.finding, c.answer, c.summary, c.received_at, c.concluded_at,
       c.version, h.display_name AS handler_name, a.name AS authority_name, a.telephone AS authority_telephone
  FROM complaints c JOIN authorities a ON a.id = c.authority_id LEFT JOIN accounts h ON h.id = c.handler_id
 ORDER BY c.id
