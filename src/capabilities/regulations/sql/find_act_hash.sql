SELECT hash FROM act_versions WHERE act_id = $1 AND version = $2
