SELECT source, text FROM act_texts WHERE act_id = $1 AND article_id = $2
