package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What has to be so when a history has come to rest. */
final class Agreement {

    private static final int MAX_NAME = 100;

    private final History history;

    Agreement(History history) {
        this.history = history;
    }

    void check() {
        history.people().forEach(this::check);
        assertThat(history.drupal.written())
                .as("seed %d: the CMS's own are left to its people", history.seed)
                .isSubsetOf("field_country", "field_hobby");
        assertThat(outcomes("no-end", "not-recorded", "internal-error"))
                .as("seed %d", history.seed)
                .isEmpty();
    }

    /** Both sides tell of everybody once more. */
    void nothingIsLeftToWrite() {
        int moodleWrites = history.moodle.writes();
        int drupalWrites = history.drupal.writes();

        history.drupal.uids().forEach(uid -> history.told("cms", uid, false));
        history.moodle.ids().forEach(id -> history.told("lms", id, false));
        history.settle();

        assertThat(history.moodle.writes())
                .as("seed %d: nothing left to write", history.seed)
                .isEqualTo(moodleWrites);
        assertThat(history.drupal.writes())
                .as("seed %d: nothing left to write", history.seed)
                .isEqualTo(drupalWrites);
    }

    /** Everybody changes once more on each side, which tells of what was written to it, too. */
    void noChangeComesBack() {
        int moodleWrites = history.moodle.writes();
        int drupalWrites = history.drupal.writes();
        Set<String> users = history.drupal.uids();

        users.forEach(uid -> history.drupal.change(uid, "field_city", "Echo"));
        history.settle();

        int once = moodleWrites + users.size();
        assertThat(history.moodle.writes())
                .as("seed %d: once for each", history.seed)
                .isLessThanOrEqualTo(once);
        assertThat(history.drupal.writes())
                .as("seed %d: none back", history.seed)
                .isEqualTo(drupalWrites);

        int moodleWritesBefore = history.moodle.writes();
        Set<String> accounts = history.moodle.ids();
        accounts.forEach(id -> history.moodle.change(id, "country", "NO"));
        history.settle();

        assertThat(history.drupal.writes())
                .as("seed %d: once for each", history.seed)
                .isLessThanOrEqualTo(drupalWrites + accounts.size());
        assertThat(history.moodle.writes())
                .as("seed %d: none back", history.seed)
                .isEqualTo(moodleWritesBefore);
        check();
    }

    /** For whoever has to find out why a seed fails. */
    private String world() {
        var text = new StringBuilder();
        for (String name : history.people()) {
            text.append("\n  ").append(name).append(" CMS ").append(history.drupal.user(name));
            text.append("\n      LMS ").append(history.moodle.accountsOf("cms:" + name));
            text.append("\n      ").append(story(name));
        }
        return text.toString();
    }

    private List<String> story(String uid) {
        return Sql.list(
                        history.pool(),
                        row -> row.getString("state") + " " + row.getString("reason") + " " + row.getString("decision"),
                        """
                        select state, reason, decision from journal join person_key using (person_id)
                        where external_id = $1 order by id""",
                        uid)
                .await()
                .indefinitely();
    }

    private List<String> outcomes(String... reasons) {
        return Sql.list(
                        history.pool(),
                        row -> row.getString("reason"),
                        "select reason from journal where reason = any($1)",
                        (Object) reasons)
                .await()
                .indefinitely();
    }

    private String cohorts(Map<String, String> account) {
        return String.join(",", history.moodle.cohortsOf(String.valueOf(account.get("id"))));
    }

    private void check(String uid) {
        List<Map<String, String>> accounts = history.moodle.accountsOf("cms:" + uid);
        assertThat(accounts).as("seed %d: accounts of %s", history.seed, uid).hasSizeLessThanOrEqualTo(1);
        if (history.unlinked.contains(uid)) {
            assertThat(link(uid))
                    .as("seed %d: %s was unlinked", history.seed, uid)
                    .containsExactly("unlinked operator");
            return;
        }
        Map<String, String> user = history.drupal.user(uid);
        if (accounts.isEmpty()) {
            boolean mayHaveNone = user == null
                    || user.get("status").equals("0")
                    || history.deletedThere.contains(uid)
                    || isKeptByADeletedUser("email", user.get("mail"))
                    || isKeptByADeletedUser("username", username(user.get("name"), uid));
            assertThat(mayHaveNone)
                    .as("seed %d: %s has an account; %s", history.seed, uid, world())
                    .isTrue();
            return;
        }
        Map<String, String> account = accounts.get(0);
        if (user == null) {
            assertThat(account.get("suspended"))
                    .as("seed %d: %s is gone", history.seed, uid)
                    .isEqualTo("1");
            return;
        }
        checkFields(uid, user, account);
    }

    private List<String> link(String uid) {
        return Sql.list(
                        history.pool(),
                        row -> row.getString("status") + " " + row.getString("reason"),
                        "select status, reason from link where cms_uid = $1",
                        uid)
                .await()
                .indefinitely();
    }

    private void checkFields(String uid, Map<String, String> user, Map<String, String> account) {
        String who = "seed " + history.seed + world() + "\n" + uid + " ";
        if (!isKeptByADeletedUser("email", user.get("mail"))) {
            assertThat(account.get("email")).as(who + "email").isEqualTo(user.get("mail"));
        }
        assertThat(account.getOrDefault("city", ""))
                .as(who + "city")
                .isEqualTo(user.get("field_city").strip().replace("  ", " "));
        assertThat(account.get("lastname")).as(who + "last name").isEqualTo(lastName(user.get("field_last_name")));
        assertThat(account.get("country")).as(who + "country").isEqualTo(user.get("field_country"));
        assertThat(account)
                .as(who + "what the LMS's people said")
                .containsAllEntriesOf(history.moodle.said(account.get("id")));
        String number = user.get("field_employee_no");
        assertThat(account.getOrDefault("custom.employeeno", ""))
                .as(who + "employee number")
                .isEqualTo(number.substring(0, Math.min(20, number.length())));
        assertThat(account.getOrDefault("custom.hobby", "")).as(who + "hobby").isEqualTo(user.get("field_hobby"));
        assertThat(cohorts(account)).as(who + "cohorts").isEqualTo(user.getOrDefault("roles", ""));
        String username = username(user.get("name"), uid);
        if (!isKeptByADeletedUser("username", username)) {
            assertThat(account.get("username")).as(who + "username").isEqualTo(username);
        }
        if (user.get("status").equals("0")) {
            assertThat(account.get("suspended")).as(who + "status").isEqualTo("1");
        } else if (!history.suspendedThere.contains(uid)) {
            assertThat(account.get("suspended")).as(who + "status").isEqualTo("0");
        }
    }

    /** What the suspended account of a deleted user keeps is a conflict for a person to decide. */
    private boolean isKeptByADeletedUser(String field, String value) {
        return isKeptByADeletedUser(field, value, history.people().size());
    }

    private boolean isKeptByADeletedUser(String field, String value, int rest) {
        return rest > 0
                && history.moodle.holders(field, value).stream()
                        .map(holder -> String.valueOf(holder.get("idnumber")).replace("cms:", ""))
                        .anyMatch(holder -> keeps(holder, field, value, rest));
    }

    /** Or of somebody whom an operator has unlinked, or by somebody who wants what a deleted user keeps. */
    private boolean keeps(String uid, String field, String value, int rest) {
        Map<String, String> user = history.drupal.user(uid);
        if (user == null || history.unlinked.contains(uid)) {
            return true;
        }
        String wanted = field.equals("email") ? user.get("mail") : username(user.get("name"), uid);
        return !wanted.equals(value) && isKeptByADeletedUser(field, wanted, rest - 1);
    }

    /** Without tags, as long as Moodle takes it, and never blank. */
    private static String lastName(String name) {
        String plain = name.replace("<b>", "").replace("</b>", "");
        return plain.isEmpty() ? "-" : plain.substring(0, Math.min(plain.length(), MAX_NAME));
    }

    private static String username(String name, String uid) {
        return switch (name.charAt(0)) {
            case '山' -> name.substring(1) + "-" + uid;
            case 'N' -> name.toLowerCase(Locale.ROOT);
            default ->
                name.contains("ä")
                        ? "name" + name.substring(4) + "-" + uid
                        : name.contains(" ") ? name.replace(' ', '.') + "-" + uid : name;
        };
    }
}
