create database user_sync;
create database course;
