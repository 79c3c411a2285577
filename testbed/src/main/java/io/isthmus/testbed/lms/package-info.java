/**
 * The LMS stand-in: a server that speaks Moodle 4.5's REST web services with state, and shows the pages people need to
 * log in, learn a little and log out. A double of the outside world for tests and for the local stack (port 9004).
 *
 * <p><b>Start.</b> {@code LmsStandIn.start(LmsOptions.sample())} gives a running server with the people of the local
 * stack; {@code LmsOptions.empty()} one with nobody but its administrator. In a {@code @QuarkusTest} the part {@code lms}
 * of {@link io.isthmus.testbed.quarkus.Infrastructure} starts one, sets {@code isthmus.lms.url} and
 * {@code isthmus.lms.token}, and puts it into a field of type {@link io.isthmus.testbed.lms.LmsStandIn}.
 *
 * <p><b>People</b> (the password of each is the username): admin 2 (site administrator), isthmus_connector 3 (the
 * token's), ada 4 ({@code cms:101}; courses 2, 3, 4 at 100, 50 and 0 percent, one certificate), bruno 5
 * ({@code cms:102}), frank 6 (suspended), grace 7, hiro 8 and ines 9 (unknown to the CMS). Course 7 is hidden, course 8
 * does not track completion.
 *
 * <p><b>Web services</b> at {@code /webservice/rest/server.php}: site info; users (get, get by field, create, update,
 * delete); courses, courses by field, categories, a person's courses, the course of an activity; completion of a course
 * and of its activities; manual enrolment; cohorts and their members; badges; mod_customcert's issues and the PDF at
 * {@code /mod/customcert/mobile/pluginfile.php}; the Users report of the report builder with its filter by time;
 * auth_userkey's login URL; of tool_certificate the refusals only. Each keeps Moodle's rules, the odd ones too: tests
 * replay what a real Moodle 4.5.6 answered ({@code recordings/moodle}) and compare status, errorcode and shape.
 * {@code RecordingsReplayTest} lists what is not covered, and why.
 *
 * <p><b>Pages</b>: auth_userkey's login (one-time keys, {@code wantsurl}) and logout, local_ssologin's login,
 * {@code /login/index.php}, {@code /login/logout.php}, {@code /}, {@code /my/}, {@code /course/view.php?id=},
 * {@code /user/edit.php}. The body of each tells who is logged in: {@code data-username}, {@code data-userid}; a
 * course's has {@code data-courseid} and {@code data-enrolled}.
 *
 * <p><b>For tests</b>: {@link io.isthmus.testbed.lms.Faults} (slow, down, HTML, cut or dropped answers, per function or
 * for all), {@link io.isthmus.testbed.lms.Calls} (counts and a log without secrets), {@link io.isthmus.testbed.lms.LmsToken}
 * (capabilities taken away while it runs), {@link io.isthmus.testbed.lms.LmsListener} (hears every change). The same from
 * another process under {@code /_standin/}: {@code PUT} and {@code DELETE faults}, {@code GET} and {@code DELETE calls},
 * {@code GET calls/log?function=}, {@code PUT capabilities}.
 *
 * <p><b>Unlike a real Moodle</b>: passwords are not kept; sessions and login keys end with the server; progress is a
 * percentage somebody sets, of which finished lessons follow; nothing is mailed.
 */
@NullMarked
package io.isthmus.testbed.lms;

import org.jspecify.annotations.NullMarked;
