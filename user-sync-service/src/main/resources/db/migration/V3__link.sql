-- Which account of an LMS belongs to which user of a CMS. An unlinked row stays, so that versions only grow.
create table link (
  cms_source   text        not null,
  cms_uid      text        not null,
  lms_source   text        not null,
  person_id    bigint      not null references person (id),
  lms_user_id  text        not null,
  cms_username text,
  lms_username text,
  status       text        not null check (status in ('linked', 'suspended', 'unlinked')),
  -- Why it is unlinked.
  reason       text,
  version      bigint      not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (cms_source, cms_uid, lms_source)
);
create unique index link_account on link (lms_source, lms_user_id) where status <> 'unlinked';
create index link_person on link (person_id);

-- What was last read from each side, read-back included, beside what was last sent there.
create table shadow (
  cms_source text        not null,
  cms_uid    text        not null,
  lms_source text        not null,
  side       text        not null check (side in ('cms', 'lms')),
  -- By field: {"read": …, "sent": …, "writer": …, "at": …}; writer and at are the field's provenance.
  fields     jsonb       not null,
  read_at    timestamptz not null,
  primary key (cms_source, cms_uid, lms_source, side),
  foreign key (cms_source, cms_uid, lms_source) references link on delete cascade
);
