<?php
unset($CFG);
global $CFG;
$CFG = new stdClass();
$CFG->dbtype = 'mariadb';
$CFG->dblibrary = 'native';
$CFG->dbhost = getenv('MOODLE_DATABASE_HOST');
$CFG->dbname = 'moodle';
$CFG->dbuser = 'root';
$CFG->dbpass = getenv('MOODLE_DATABASE_PASSWORD');
$CFG->prefix = 'mdl_';
$CFG->dboptions = ['dbcollation' => 'utf8mb4_unicode_ci'];
$CFG->wwwroot = getenv('MOODLE_WWWROOT');
// The services call it as http://moodle:8080, browsers as the address above.
$CFG->reverseproxy = false;
if (($_SERVER['HTTP_HOST'] ?? '') === 'moodle:8080') {
    $CFG->wwwroot = 'http://moodle:8080';
}
$CFG->dataroot = '/var/www/moodledata';
$CFG->admin = 'admin';
$CFG->directorypermissions = 02770;
require_once(__DIR__ . '/lib/setup.php');
