create database moodle default character set utf8mb4 collate utf8mb4_unicode_ci;
create database drupal default character set utf8mb4 collate utf8mb4_unicode_ci;
