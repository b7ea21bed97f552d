-- In the order of their days.
SELECT n.id, n.entry, n.organisation_id, n.act_id, n.name, n.authority_id, a.name AS authority_name, n.on_date, n.document, n.reason, n.closed_as, n.closed_on,
       n.closed_reason, n.version
  FROM network_entries n JOIN authorities a ON a.id = n.authority_id
 WHERE n.organisation_id = $1 AND n.entry = 'node' AND n.closed_on IS NULL
 ORDER BY n.on_date, n.id
