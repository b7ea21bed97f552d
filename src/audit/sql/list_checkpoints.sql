SELECT size, root, at, document FROM checkpoints ORDER BY size, at
