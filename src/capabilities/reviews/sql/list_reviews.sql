-- Newest first, of the reader $1; $2 and $3 the last row seen, $4 limit.
SELECT r.id, r.number, r.case_id, r.round, r.authority_id, r.state, r.fields, r.panel_size, r.attempt, r.result, r.total, r.sheets, r.minutes, r.act_version,
       r.ordinal, r.version, r.opened_at, r.concluded_at, b.name AS authority_name
  FROM reviews r JOIN authorities b ON b.id = r.authority_id
 WHERE EXISTS (SELECT 1 FROM visible_reviews v WHERE v.review_id = r.id AND v.account_id = $1 AND v.relation <> 'expert')
   AND ($3 = '' OR r.opened_at < $2 OR (r.opened_at = $2 AND r.id < $3))
 ORDER BY r.opened_at DESC, r.id DESC
 LIMIT $4
