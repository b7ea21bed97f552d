SELECT id, site, address, published_on, sha256, recorded_at FROM website_publications WHERE notice_id = $1 ORDER BY published_on, id
