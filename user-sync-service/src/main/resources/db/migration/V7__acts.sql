-- What people do to entries, and requests that are made twice.
alter table journal add column acted_by text;
comment on column journal.acted_by is 'The client that last replayed or discarded the entry.';

-- Answers to requests with an Idempotency-Key, for those who ask again because they did not hear.
create table idempotency_key (
  client      text        not null,
  key         text        not null,
  -- SHA-256 of method, path and body: the key of one request is not good for another.
  request     text        not null,
  created_at  timestamptz not null,
  -- Null while the first request is still being answered.
  status      integer,
  location    text,
  media_type  text,
  body        text,
  primary key (client, key)
);
create index idempotency_key_age on idempotency_key (created_at);
