SELECT n.id, n.entry, n.organisation_id, n.act_id, n.name, n.authority_id, a.name AS authority_name, n.on_date, n.document, n.reason, n.closed_as, n.closed_on,
       n.closed_reason, n.version
  FROM network_entries n JOIN authorities a ON a.id = n.authority_id
 WHERE n.id = $2 AND n.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
