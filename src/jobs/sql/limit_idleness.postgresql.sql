-- A process that is paused inside a transaction is cut off, so that the others need not wait for it.
SELECT set_config('idle_in_transaction_session_timeout', '10s', true) AS one
