-- When user-sync-service said so. Of the rows that are here it is not known: they count as newer than any erasure.
alter table link add column told_at timestamptz not null default now();

-- Until when links of people who were erased count no longer: their tombstones come by another topic, at another time.
-- The uid is left out, since it would keep together what is to be parted; a CMS links an account to one person.
create table erased_link (
  lms_source  text        not null,
  lms_user_id text        not null,
  cms_source  text        not null,
  told_at     timestamptz not null,
  primary key (lms_source, lms_user_id, cms_source)
);

create view live_link as
  select cms_source, cms_uid, lms_source, lms_user_id from link
  where linked and not exists (
    select from erased_link
    where erased_link.lms_source = link.lms_source and erased_link.lms_user_id = link.lms_user_id
      and erased_link.cms_source = link.cms_source and erased_link.told_at >= link.told_at);

-- Whether what the LMS said of an account when it was asked must not be kept: its person was erased since, or was
-- erased and nobody has it now.
create function is_erased(source text, account text, asked timestamptz) returns boolean stable language sql as $$
  select exists (
    select from erased
    where erased.lms_source = source and erased.lms_user_id = account and (
      erased.erased_at >= asked or not exists (
        select from live_link
        where live_link.lms_source = source and live_link.lms_user_id = account)))
$$;
