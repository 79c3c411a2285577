-- Whose database this is: one pair of a CMS and an LMS, for ever, since every other table is about these two.
create table pair (
  single     boolean primary key default true check (single),
  cms_source text    not null,
  lms_source text    not null
);
