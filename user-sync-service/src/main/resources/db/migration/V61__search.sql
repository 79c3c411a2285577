-- An operator looks for somebody by the beginning of a login name.
create index link_cms_username on link (lower(cms_username) text_pattern_ops);
create index link_lms_username on link (lower(lms_username) text_pattern_ops);
create index link_lms_user on link (lms_user_id);
