SELECT count(*) AS number FROM act_versions
