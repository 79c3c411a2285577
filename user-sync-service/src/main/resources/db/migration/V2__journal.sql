-- Every change that came in, as it came; what it meant is read later.
create table journal (
  id          bigint generated always as identity primary key,
  received_at timestamptz not null,
  -- The way it came: a Kafka topic, or the name of another intake.
  channel     text        not null,
  -- CloudEvents attributes; null where the message could not be read.
  source      text,
  event_id    text,
  type        text,
  origin      text,
  headers     jsonb       not null,
  raw         bytea,
  -- Whom it is about; null where that could not be told.
  person_id   bigint references person (id),
  state       text        not null check (state in
    ('received', 'waiting', 'applied', 'unchanged', 'superseded', 'conflict', 'held', 'dead', 'discarded')),
  -- A reason code, never a value of a person.
  reason      text,
  decision    text,
  fields      text[],
  attempts    integer     not null default 0,
  finished_at timestamptz
);
create index journal_open on journal (person_id, id) where state in ('received', 'waiting');
create index journal_person on journal (person_id, id desc);
create index journal_unfinished on journal (state, id) where state in ('received', 'waiting', 'conflict', 'held', 'dead');

-- Deduplication by CloudEvents source and id, apart from the journal so that the journal can be partitioned by time.
create table journal_seen (
  source      text        not null,
  event_id    text        not null,
  received_at timestamptz not null,
  primary key (source, event_id)
);
create index journal_seen_age on journal_seen (received_at);
