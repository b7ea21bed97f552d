SELECT c.number, c.outlet_id, c.organisation_id, c.status, c.content_hash, c.digest, c.document, c.valid_until, c.issued_at, c.replaced_by, c.replaced_on,
       o.valid_until AS outlet_valid_until, o.ended_on AS outlet_ended_on
  FROM certificates c JOIN outlets o ON o.id = c.outlet_id
 WHERE c.organisation_id = $1 AND c.status = $2 AND c.replaced_on IS NULL
