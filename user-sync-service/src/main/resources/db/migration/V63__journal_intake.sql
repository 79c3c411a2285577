-- What an entry costs while it is taken in is what it adds to indexes and to the list of known events.

-- Deduplication by half of a SHA-256 of CloudEvents source and id: a third of the bytes, and nobody's names.
create table journal_known (
  event       uuid        primary key,
  received_at timestamptz not null
);
create index journal_known_age on journal_known using brin (received_at) with (autosummarize = on);

-- What the version before takes in is known here too, as long as its replicas run beside this one's.
create function journal_seen_is_known() returns trigger language plpgsql as $$
begin
  insert into journal_known (event, received_at)
  select encode(substring(sha256(convert_to(source || E'\n' || event_id, 'UTF8')) for 16), 'hex')::uuid as event, received_at
  from fresh order by event
  on conflict do nothing;
  return null;
end $$;
create trigger journal_seen_is_known after insert on journal_seen referencing new table as fresh
  for each statement execute function journal_seen_is_known();
insert into journal_known (event, received_at)
select encode(substring(sha256(convert_to(source || E'\n' || event_id, 'UTF8')) for 16), 'hex')::uuid, received_at
from journal_seen order by received_at
on conflict do nothing;
comment on table journal_seen is 'Of the version before; a later one drops it.';

-- Who waits for a worker is found by journal_open, and what waits for people by this one. The index of both goes in a migration
-- of its own: it locks out who reads, who may write next.
create index journal_stuck on journal (state, id) where state in ('conflict', 'held', 'dead');
