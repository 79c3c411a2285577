-- Which LMS account belongs to whom: a replica of the topic isthmus.identity.links.
create table link (
  cms_source     text    not null,
  cms_uid        text    not null,
  lms_source     text    not null,
  lms_user_id    text    not null,
  linked         boolean not null,
  version        bigint  not null,
  feed_partition integer not null,
  generation     bigint  not null,
  primary key (cms_source, cms_uid, lms_source)
);
create index link_account on link (lms_source, lms_user_id);
create index link_generation on link (feed_partition, generation);

-- How far each partition of that topic has been read.
create table link_feed (
  feed_partition integer     primary key,
  topic_id       text        not null,
  next_offset    bigint      not null,
  generation     bigint      not null,
  heard_at       timestamptz not null
);

-- Certificates, one row for each attempt; a row never changes.
create table certificate (
  id          text        primary key,
  lms_source  text        not null,
  lms_user_id text        not null,
  course_id   text        not null,
  course_name text        not null,
  attempt     integer     not null check (attempt > 0),
  reference   text        not null,
  activity_id text        not null,
  name        text        not null,
  code        text        not null,
  target      text        not null,
  issued_at   timestamptz not null,
  expires_at  timestamptz,
  archived_at timestamptz not null,
  unique (lms_source, lms_user_id, course_id, attempt),
  unique (lms_source, reference)
);

create function certificate_is_immutable() returns trigger language plpgsql as $$
begin
  raise exception 'a certificate is never changed';
end
$$;

create trigger certificate_is_immutable before update on certificate
  for each row execute function certificate_is_immutable();
