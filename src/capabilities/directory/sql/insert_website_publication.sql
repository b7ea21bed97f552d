INSERT INTO website_publications (id, notice_id, site, address, published_on, sha256, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
