-- Login names and addresses, of which the LMS has every value once: what a person's account was last seen with, and
-- what it should have but could not get. Whoever gives a value up wakes those who wait for it. SHA-256 in lower case.
create table unique_name (
  person_id bigint not null references person (id) on delete cascade,
  field     text   not null,
  held      text,
  wanted    text,
  primary key (person_id, field)
);
create index unique_name_wanted on unique_name (field, wanted) where wanted is not null;
