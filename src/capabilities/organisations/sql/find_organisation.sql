SELECT o.id, o.credit_code, o.is_code_confirmed, o.name, o.kind, o.nature, o.registered_division, o.address, o.principal_name, o.principal_post, o.headcount, o.department,
  o.telephone, o.email, o.website, o.website_name, o.wechat, o.service_recipients, o.legal_person_name, o.legal_person_code, o.node_kinds, o.banned_until, o.state, o.version
FROM organisations o WHERE o.id = $1
