SELECT act_id, version, hash, files FROM act_versions WHERE state = 'activated' ORDER BY act_id, version
