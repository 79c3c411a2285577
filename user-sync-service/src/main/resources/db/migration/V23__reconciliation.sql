-- Comparing all linked people on both sides, and putting right what differs once somebody has approved it.
create table reconciliation (
  id              uuid        primary key,
  dry_run         boolean     not null,
  state           text        not null check (state in ('comparing', 'ready', 'repairing', 'done', 'cancelled')),
  -- CMS uid of the last link compared.
  position        text        not null default '',
  looked_at       bigint      not null default 0,
  -- CMS uid of somebody whom the CMS had on this run; absences count only beside them.
  witness         text,
  -- Findings that may be put right.
  approved        text[]      not null default '{}',
  problem         text,
  idempotency_key text        unique,
  created_at      timestamptz not null,
  finished_at     timestamptz
);
create index reconciliation_open on reconciliation (created_at) where state in ('comparing', 'repairing');

create table reconciliation_row (
  reconciliation_id uuid not null references reconciliation (id) on delete cascade,
  position    bigint generated always as identity,
  cms_uid     text   not null,
  lms_user_id text   not null,
  finding     text   not null check (finding in
    ('drift', 'conflict', 'missing-at-cms', 'missing-at-lms', 'deleted-at-lms', 'doubtful')),
  -- Names of the fields that differ, each after the side that would be written.
  fields      text[] not null,
  -- Of a conflict, a reason code.
  reason      text,
  entry_id    bigint,
  outcome     text,
  outcome_reason text,
  primary key (reconciliation_id, position)
);
create unique index reconciliation_row_user on reconciliation_row (reconciliation_id, cms_uid);
create index reconciliation_row_of_user on reconciliation_row (cms_uid);
create index reconciliation_row_open on reconciliation_row (reconciliation_id, entry_id)
  where entry_id is not null and outcome is null;
