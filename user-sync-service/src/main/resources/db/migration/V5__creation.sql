-- Who is making an account with which address right now: the LMS's own check is not safe against two at once.
create table creation_lock (
  -- SHA-256 of the address in lower case.
  email_hash text        primary key,
  person_id  bigint      not null,
  until      timestamptz not null
);

-- Set before an account is made and unset when what came of it is recorded: an account that is found in between is our
-- own, and one that is not found may still be on its way. The SHA-256 of its login name, and when.
alter table person add column creating text;
alter table person add column creating_at timestamptz;
