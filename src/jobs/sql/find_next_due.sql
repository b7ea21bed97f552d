-- When the next timer falls due; null where none waits.
SELECT MIN(due_at) AS due_at FROM timers WHERE state = 'due'
