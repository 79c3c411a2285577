-- When the source said that it has deleted the person; null while it has them. Late updates respect it.
alter table person_key add column deleted_at timestamptz;
