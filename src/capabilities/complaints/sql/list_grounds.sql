SELECT id, label_zh, label_en FROM complaint_grounds ORDER BY position
