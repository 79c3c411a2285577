-- Enrolments as they were last seen: the LMS lists the active ones only.
create table enrolment (
  lms_source   text    not null,
  lms_user_id  text    not null,
  course_id    text    not null,
  name         text    not null,
  short_name   text    not null,
  progress     integer,
  completed    boolean not null,
  completed_at timestamptz,
  asked        boolean not null,
  start_date   timestamptz,
  end_date     timestamptz,
  last_access  timestamptz,
  target       text    not null,
  past_since   timestamptz,
  primary key (lms_source, lms_user_id, course_id)
);

-- Among which certificates of a person attempts are counted: those of a course, or of one badge.
drop trigger certificate_is_immutable on certificate;
alter table certificate add column series text;
update certificate set series = 'course:' || course_id;
alter table certificate alter column series set not null;
alter table certificate drop constraint certificate_lms_source_lms_user_id_course_id_attempt_key;
alter table certificate add unique (lms_source, lms_user_id, series, attempt);
create trigger certificate_is_immutable before update on certificate
  for each row execute function certificate_is_immutable();
create index certificate_code on certificate (code);

-- What was told of a certificate later, or before it was known.
create table certificate_change (
  id          text        primary key,
  lms_source  text        not null,
  lms_user_id text        not null,
  reference   text        not null,
  change      text        not null,
  noted_at    timestamptz not null
);
create index certificate_change_account on certificate_change (lms_source, lms_user_id);

-- Up to when everything of an LMS is in the archive, and until when a replica is looking for more.
create table certificate_scan (
  lms_source    text        primary key,
  watermark     timestamptz not null,
  claimed_until timestamptz not null
);

-- How far what a topic tells has been kept.
create table feed_offset (
  topic          text    not null,
  feed_partition integer not null,
  topic_id       text    not null,
  next_offset    bigint  not null,
  primary key (topic, feed_partition)
);

-- Accounts whose people were erased: neither a scan nor an event brings them back.
create table erased (
  lms_source  text        not null,
  lms_user_id text        not null,
  erased_at   timestamptz not null,
  primary key (lms_source, lms_user_id)
);

-- Which content of a CMS is about which course.
create table binding (
  cms_source  text        not null,
  content_id  text        not null,
  course_id   text        not null,
  course_name text        not null,
  bound_at    timestamptz not null,
  primary key (cms_source, content_id)
);
create index binding_course on binding (cms_source, course_id, content_id);
