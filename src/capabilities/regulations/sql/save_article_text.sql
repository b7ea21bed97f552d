INSERT INTO act_texts(act_id, article_id, source, text) VALUES ($1, $2, $3, $4)
ON CONFLICT (act_id, article_id) DO UPDATE SET source = excluded.source, text = excluded.text
