-- An account of the LMS that an import could not give a user is nobody's at the CMS: its conflict has no uid.
alter table conflict alter column cms_uid drop not null;
create unique index conflict_open_account on conflict (lms_source, accounts) where resolved_at is null and cms_uid is null;

-- Also the settled ones are found by person: when two turn out to be one, and when somebody is forgotten.
create index conflict_person on conflict (person_id);
drop index conflict_open_person;
