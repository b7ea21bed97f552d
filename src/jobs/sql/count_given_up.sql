SELECT COUNT(*) AS given_up FROM outbox WHERE state = 'given_up'
