-- How far the scanner of a side has come.
create table scan (
  side         text        primary key check (side in ('cms', 'lms')),
  -- Unix time in seconds: everything that changed before it has been seen.
  mark         bigint      not null,
  -- Of a pass under way, where it stands; null between passes.
  pass_began   bigint,
  pass_changed bigint,
  pass_id      text,
  problem      text,
  updated_at   timestamptz not null
);

-- What was seen lately, so that reading the same minute again is no news.
create table scan_seen (
  side        text   not null,
  external_id text   not null,
  -- SHA-256 of what was seen.
  content     text   not null,
  seen_at     bigint not null,
  primary key (side, external_id)
);
create index scan_seen_age on scan_seen (side, seen_at);
