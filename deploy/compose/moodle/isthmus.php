<?php
// The web-service user, its role, the service with its functions, and the token, which is printed.
define('CLI_SCRIPT', true);
require('/var/www/html/config.php');
require_once($CFG->dirroot . '/webservice/lib.php');
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->libdir . '/accesslib.php');

// What each capability is for: docs/install/moodle.md.
$capabilities = [
    'webservice/rest:use',
    'auth/userkey:generatekey',
    'moodle/user:create',
    'moodle/user:update',
    'moodle/user:delete',
    'moodle/user:viewdetails',
    'moodle/user:viewhiddendetails',
    'moodle/user:viewalldetails',
    'moodle/course:view',
    'moodle/course:viewhiddencourses',
    'moodle/course:viewparticipants',
    'moodle/course:useremail',
    'report/completion:view',
    'moodle/badges:viewotherbadges',
    'moodle/cohort:manage',
    'moodle/cohort:assign',
    'moodle/cohort:view',
    'moodle/reportbuilder:view',
    'moodle/reportbuilder:viewall',
    'mod/customcert:viewallcertificates',
    'mod/customcert:manage',
];
$functions = [
    'core_webservice_get_site_info',
    'core_user_get_users_by_field',
    'core_user_get_users',
    'core_user_create_users',
    'core_user_update_users',
    'core_user_delete_users',
    'core_cohort_get_cohorts',
    'core_cohort_create_cohorts',
    'core_cohort_add_cohort_members',
    'core_cohort_delete_cohort_members',
    'core_cohort_get_cohort_members',
    'core_reportbuilder_retrieve_report',
    'core_reportbuilder_set_filters',
    'core_course_get_courses_by_field',
    'core_course_get_categories',
    'core_course_get_course_module_by_instance',
    'core_enrol_get_users_courses',
    'core_completion_get_course_completion_status',
    'core_badges_get_user_badges',
    'mod_customcert_list_issues',
    'auth_userkey_request_login_url',
];

$system = context_system::instance();
$roleid = $DB->get_field('role', 'id', ['shortname' => 'isthmus'])
    ?: create_role('Isthmus', 'isthmus', 'Keeps people the same and reads courses');
set_role_contextlevels($roleid, [CONTEXT_SYSTEM]);
foreach ($capabilities as $capability) {
    if (get_capability_info($capability)) {
        assign_capability($capability, CAP_ALLOW, $roleid, $system->id, true);
    } else {
        fwrite(STDERR, "not here: capability $capability\n");
    }
}

$userid = $DB->get_field('user', 'id', ['username' => 'isthmus', 'deleted' => 0]);
if (!$userid) {
    $userid = user_create_user((object) [
        'username' => 'isthmus',
        'auth' => 'webservice',
        'firstname' => 'Isthmus',
        'lastname' => 'Service',
        'email' => 'isthmus@example.org',
        'confirmed' => 1,
        'mnethostid' => $CFG->mnet_localhost_id,
    ], false);
}
role_assign($roleid, $userid, $system->id);
$system->mark_dirty();

$manager = new webservice();
$service = $DB->get_record('external_services', ['shortname' => 'isthmus']);
if (!$service) {
    $id = $manager->add_external_service((object) [
        'name' => 'Isthmus',
        'shortname' => 'isthmus',
        'enabled' => 1,
        'restrictedusers' => 1,
        'downloadfiles' => 1,
        'uploadfiles' => 0,
    ]);
    $service = $manager->get_external_service_by_id($id, MUST_EXIST);
    $manager->add_ws_authorised_user((object) ['externalserviceid' => $id, 'userid' => $userid]);
}
foreach ($functions as $function) {
    if (!$DB->record_exists('external_functions', ['name' => $function])) {
        fwrite(STDERR, "not here: function $function\n");
    } else if (!$manager->service_function_exists($function, $service->id)) {
        $manager->add_external_function_to_service($function, $service->id);
    }
}

$token = $DB->get_field('external_tokens', 'token', ['userid' => $userid, 'externalserviceid' => $service->id])
    ?: \core_external\util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $userid, $system);
echo "LMS_TOKEN=$token\n";
echo 'LMS_ADMINISTRATORS=' . $CFG->siteadmins . "\n";
