-- What the status list says of every certificate; without the documents.
SELECT c.number, c.digest, c.valid_until, c.replaced_by, c.replaced_on, o.valid_until AS outlet_valid_until, o.ended_on AS outlet_ended_on
  FROM certificates c JOIN outlets o ON o.id = c.outlet_id
 ORDER BY c.number
