SELECT article_id, source, text FROM act_texts WHERE act_id = $1 ORDER BY article_id
