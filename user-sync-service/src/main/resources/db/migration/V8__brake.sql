-- The brake, by the source whose accounts are suspended or deleted.
create table brake (
  source       text        primary key,
  -- When it was put on; null while it is off.
  engaged_at   timestamptz,
  threshold    integer     not null default 0,
  -- Only what was done since then counts: a release starts anew.
  counted_from timestamptz not null
);

-- Destructive changes that were let through, one for a person, for as long as they count.
create table brake_count (
  source    text        not null,
  person_id bigint      not null,
  at        timestamptz not null,
  primary key (source, person_id)
);
create index brake_count_age on brake_count (source, at);

-- Whom it holds.
create table brake_held (
  source      text        not null,
  person_id   bigint      not null,
  journal_id  bigint      not null,
  cms_source  text        not null,
  cms_uid     text        not null,
  -- What is held, such as suspend.
  decision    text        not null,
  held_at     timestamptz not null,
  -- When a person said that it may be done.
  released_at timestamptz,
  primary key (source, person_id)
);
