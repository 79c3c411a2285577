-- The journal's rows stay after their payloads are gone (privacy.md). This drops old ones; in the database of
-- user-sync-service, once a week, while it runs. Kafka keeps events for 7 days, so 14 days of journal_seen recognise
-- whatever can come a second time.
delete from journal_seen where received_at < now() - interval '14 days';
delete from journal where finished_at < now() - interval '13 months' and raw is null;
