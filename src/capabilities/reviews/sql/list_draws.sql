-- Public: newest first; $1 and $2 the last row seen, $3 limit.
SELECT r.id, r.number, r.case_id, r.round, r.authority_id, r.state, r.fields, r.panel_size, r.attempt, r.result, r.total, r.sheets, r.minutes, r.act_version,
       r.ordinal, r.version, r.opened_at, r.concluded_at, b.name AS authority_name
  FROM reviews r JOIN authorities b ON b.id = r.authority_id
 WHERE ($2 = '' OR r.opened_at < $1 OR (r.opened_at = $1 AND r.id < $2))
 ORDER BY r.opened_at DESC, r.id DESC
 LIMIT $3
