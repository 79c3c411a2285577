-- By itself: this waits for who reads the journal, and holds nothing meanwhile that they wait for. Behind it everybody
-- waits, so it gives up when somebody reads for long (a dump), and is tried again at the next start.
set local lock_timeout = '10s';
drop index journal_unfinished;

-- Entries are nearly all finished, until many come at once. By default the planner would learn of that once a tenth of the
-- table has changed.
alter table journal set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);
