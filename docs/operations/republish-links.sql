-- Tells the other services of every link again, for when Kafka lost the topic isthmus.identity.links (disasters.md).
-- In the database of user-sync-service; it may run meanwhile, and a second time does no harm.
insert into outbox (id, aggregatetype, aggregateid, type, payload, created_at)
select id, 'isthmus.identity.links', key, 'io.isthmus.link.changed.v1',
  json_build_object(
    'specversion', '1.0',
    'id', id,
    'source', '/isthmus/user-sync-service',
    'type', 'io.isthmus.link.changed.v1',
    'subject', key,
    'time', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'datacontenttype', 'application/json',
    'data', json_strip_nulls(json_build_object(
      'cmsSource', cms_source,
      'cmsUid', cms_uid,
      'lmsSource', lms_source,
      'cmsUsername', cms_username,
      'lmsUserId', lms_user_id,
      'lmsUsername', lms_username,
      'status', status,
      'version', version)))::text,
  now()
from (
  select gen_random_uuid() as id, cms_source || ':' || cms_uid || ':' || lms_source as key, link.*
  from link where status <> 'unlinked') as known;
