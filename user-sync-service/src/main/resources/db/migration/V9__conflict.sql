-- What a person has to decide about; of one user and one LMS there is one at a time.
create table conflict (
  id          bigint      generated always as identity primary key,
  person_id   bigint      not null,
  cms_source  text        not null,
  cms_uid     text        not null,
  lms_source  text        not null,
  reason      text        not null,
  -- Accounts of the LMS that have to do with it.
  accounts    text[]      not null,
  -- Names of the fields that it is about.
  fields      text[]      not null,
  -- The entry that last met it.
  journal_id  bigint      not null,
  opened_at   timestamptz not null,
  resolved_at timestamptz,
  resolution  text check (resolution in ('link', 'retry', 'dismiss', 'gone')),
  resolved_by text
);
create unique index conflict_open on conflict (cms_source, cms_uid, lms_source) where resolved_at is null;
create index conflict_open_person on conflict (person_id) where resolved_at is null;
