-- The journal's rows stay after their payloads are gone (privacy.md). This drops old ones; in the database of
-- user-sync-service, once a week, while it runs. journal_known it prunes itself (isthmus.privacy.seen-events).
delete from journal where finished_at < now() - interval '13 months' and raw is null;
