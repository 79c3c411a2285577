-- Work is claimed by person: one worker at a time handles everything about one person.
create table person (
  id            bigint      primary key,
  created_at    timestamptz not null,
  -- When there is work; null when there is none.
  next_at       timestamptz,
  -- Whose turn it is: a worker holds the person until then.
  lease_until   timestamptz,
  -- Grows with every lease; what a worker records counts only under the version it was given.
  lease_version bigint      not null default 0,
  -- Failed attempts in a row, for the back-off.
  attempts      integer     not null default 0
);
create index person_due on person (next_at) where next_at is not null;

create sequence person_id;

-- Which identities are known to be one person: source name and the source's own identifier.
create table person_key (
  source      text   not null,
  external_id text   not null,
  person_id   bigint not null references person (id) deferrable initially deferred,
  primary key (source, external_id)
);
create index person_key_person on person_key (person_id);
