-- Forgets links to accounts that the LMS lost with its backup (disasters.md): Moodle gives their ids to other people again.
-- In the database of user-sync-service while the service is stopped, with the LMS's source and its highest user id:
--   psql "$USER_SYNC_DATABASE" -v lms=lms -v highest=4711 -f docs/operations/forget-links.sql
begin;
-- case: only the LMS's own ids are numbers, and PostgreSQL evaluates the sides of an "and" in any order.
create temporary table gone on commit drop as
  select * from link where case when lms_source = :'lms' then lms_user_id::bigint end > :highest;
insert into outbox (id, aggregatetype, aggregateid, type, payload, created_at)
  select gen_random_uuid(), 'isthmus.identity.links', cms_source || ':' || cms_uid || ':' || lms_source, 'tombstone', null, now()
  from gone;
delete from person_key where case when source = :'lms' then external_id::bigint end > :highest;
delete from link using gone
  where link.cms_source = gone.cms_source and link.cms_uid = gone.cms_uid and link.lms_source = gone.lms_source;
commit;
