-- A migration asks nobody else anything: who falls silent in one is paused, and everybody waits for what it has locked.
set local idle_in_transaction_session_timeout = '10s';
