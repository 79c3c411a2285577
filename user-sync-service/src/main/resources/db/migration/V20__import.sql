-- Bringing all users of one side to the other: a report first, then the work, which a person has approved.
create table import (
  id              uuid        primary key,
  -- The side whose accounts the other one is to get.
  side            text        not null check (side in ('cms', 'lms')),
  dry_run         boolean     not null,
  state           text        not null check (state in ('scanning', 'ready', 'running', 'done', 'cancelled')),
  -- Id of the last account looked at.
  position        text        not null default '',
  looked_at       bigint      not null default 0,
  -- Why it does not get on right now, a reason code; null while it does.
  problem         text,
  idempotency_key text        unique,
  created_at      timestamptz not null,
  started_at      timestamptz,
  finished_at     timestamptz
);
create index import_open on import (created_at) where state in ('scanning', 'running');

create table import_row (
  import_id   uuid   not null references import (id) on delete cascade,
  position    bigint generated always as identity,
  external_id text   not null,
  username    text   not null,
  -- SHA-256 of the address in lower case, by which two with the same one are found; null if there is none.
  email_hash  text,
  plan        text   not null check (plan in ('create', 'link', 'conflict', 'skip')),
  -- Why, a reason code.
  reason      text,
  -- The entry of the journal that does it; null until it is made.
  entry_id    bigint,
  -- How that entry ended; null until it has.
  outcome     text,
  outcome_reason text,
  primary key (import_id, position)
);
create unique index import_row_account on import_row (import_id, external_id);
create index import_row_planned on import_row (import_id, position) where plan in ('create', 'link') and entry_id is null;
create index import_row_open on import_row (import_id, entry_id) where entry_id is not null and outcome is null;
