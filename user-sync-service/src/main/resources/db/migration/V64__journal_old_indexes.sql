-- By themselves: this waits for who reads the journal, and holds nothing meanwhile that they wait for. Behind it everybody
-- waits, so it gives up when somebody reads for long (a dump), and is tried again at the next start.
set local lock_timeout = '10s';
drop index journal_open;
drop index journal_person;
drop index journal_unfinished_by_state;

-- Entries are nearly all finished, until many come at once: as long as the planner does not know of that, it looks for one
-- person's entries among all that are open. By default it would learn of it once a tenth of the table has changed.
alter table journal set (autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);
