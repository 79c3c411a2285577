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

-- One index finds somebody's entries, the open ones at once; what is not finished is listed in the order it came. Nobody
-- writes to the journal from here on. The old ones go in a migration of their own: it locks out who reads, who may write next.
create index journal_of_person on journal (person_id, state, id);
create index journal_stuck on journal (state, id) where state in ('conflict', 'held', 'dead');
alter index journal_unfinished rename to journal_unfinished_by_state;
create index journal_unfinished on journal (id) where state in ('received', 'waiting', 'conflict', 'held', 'dead');
