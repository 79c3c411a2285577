package io.isthmus.usersync.sync;

import static io.isthmus.usersync.sync.Situations.account;
import static io.isthmus.usersync.sync.Situations.link;
import static io.isthmus.usersync.sync.Situations.policy;
import static io.isthmus.usersync.sync.Situations.some;
import static io.isthmus.usersync.sync.Situations.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.sync.Policy.Deprovision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyncDeciderTest {

    private static final String KEY = "cms:101";

    static Stream<Table.Case> withoutALink() {
        return new Table("""
                        link=operator                                 -> nothing unlinked
                        link=deleted-at-cms cms=absent                -> nothing unlinked
                        link=deleted-at-lms trigger=change|cms-deleted|login lms=none -> nothing unlinked
                        link=deleted-at-lms trigger=change|cms-deleted|login lms=by-name|held-by-name|others-by-name -> nothing unlinked
                        link=deleted-at-lms trigger=change|cms-deleted|login lms=by-email|two-by-email|held-by-email -> nothing unlinked
                        link=deleted-at-lms trigger=change|cms-deleted|login lms=keyed-by-email|others-by-email -> nothing unlinked
                        cms=absent trigger=cms-deleted lms=one        -> link
                        cms=absent trigger=cms-deleted lms=elsewhere  -> conflict account-linked-elsewhere
                        cms=absent trigger=cms-deleted lms=privileged -> conflict privileged-account
                        cms=absent                                    -> nothing not-in-cms
                        lms=two                                       -> conflict two-candidates
                        lms=elsewhere                                 -> conflict account-linked-elsewhere
                        lms=privileged                                -> conflict privileged-account
                        lms=one                                       -> link
                        lms=by-email email=on                         -> link
                        lms=two-by-email email=on                     -> conflict two-candidates
                        cms=suspended                                 -> nothing blocked-at-cms
                        create=off trigger=change|cms-deleted|login   -> nothing creation-is-off
                        lms=held-by-name                              -> wait username-held
                        lms=held-by-email                             -> wait email-held
                        lms=by-name                                   -> conflict username-taken
                        lms=others-by-name                            -> conflict username-of-another-cms
                        lms=others-by-email                           -> conflict email-of-another-cms
                        lms=by-email|two-by-email|keyed-by-email      -> conflict email-taken
                        else                                          -> create
                        """)
                .dimension("link", "none", "operator", "deleted-at-cms", "deleted-at-lms")
                .dimension("cms", "active", "suspended", "absent")
                .dimension(
                        "lms",
                        "none",
                        "one",
                        "two",
                        "elsewhere",
                        "privileged",
                        "by-name",
                        "held-by-name",
                        "held-by-email",
                        "by-email",
                        "two-by-email",
                        "keyed-by-email",
                        "others-by-name",
                        "others-by-email")
                .dimension("trigger", "change", "cms-deleted", "login", "jit")
                .dimension("create", "on", "off")
                .dimension("email", "on", "off")
                .cases();
    }

    @ParameterizedTest
    @MethodSource
    void withoutALink(Table.Case wanted) {
        Policy policy = policy(
                Map.of(),
                wanted.get("create").equals("on"),
                Deprovision.SUSPEND,
                wanted.get("email").equals("on"));
        String end = wanted.get("link");
        Link link = end.equals("none") ? null : link("4", Link.Status.UNLINKED, end);
        Situation situation = Situations.unlinked(
                link, cms(wanted.get("cms")), candidates(wanted.get("lms")), trigger(wanted.get("trigger")));

        assertThat(Descriptions.of(new SyncDecider(policy).decide(situation))).isEqualTo(wanted.expectation());
    }

    static Stream<Table.Case> withALink() {
        return new Table("""
                        lms=privileged                                    -> conflict privileged-account
                        lms=deleted                                       -> unlink deleted-at-lms
                        lms=absent                                        -> conflict lms-account-missing
                        lms=foreign-key|key-of-another-cms                -> conflict idnumber-of-another
                        cms=absent trigger=change|login|jit               -> nothing absent-at-cms
                        cms=absent deprovision=unlink                     -> unlink deleted-at-cms
                        cms=absent owner=cms lms=active|no-key sent=suspended-ignored -> nothing discarded
                        cms=absent deprovision=delete                     -> delete
                        cms=absent lms=active|no-key                      -> suspend lms
                        cms=absent                                        -> nothing deleted-at-cms
                        owner=cms cms=suspended lms=active|no-key sent=suspended-ignored -> in-step
                        owner=cms cms=suspended lms=active|no-key         -> suspend lms
                        owner=cms cms=active lms=suspended sent=suspended|suspended-ignored|active-unknown -> reactivate lms
                        owner=lms cms=active lms=suspended sent=suspended-ignored -> in-step
                        owner=lms cms=active lms=suspended                -> suspend cms
                        owner=lms cms=suspended lms=active sent=suspended|suspended-ignored|active-unknown -> reactivate cms
                        owner=lms cms=suspended lms=no-key                -> update lms
                        else                                              -> in-step
                        """)
                .dimension("cms", "active", "suspended", "absent")
                .dimension(
                        "lms",
                        "active",
                        "suspended",
                        "deleted",
                        "absent",
                        "privileged",
                        "foreign-key",
                        "key-of-another-cms",
                        "no-key")
                .dimension("owner", "cms", "lms")
                .dimension("sent", "nothing", "active", "suspended", "suspended-ignored", "active-unknown")
                .dimension("trigger", "change", "cms-deleted", "login", "jit")
                .dimension("deprovision", "suspend", "unlink", "delete")
                .cases();
    }

    @ParameterizedTest
    @MethodSource
    void withALink(Table.Case wanted) {
        Side owner = Side.of(wanted.get("owner"));
        Policy policy = policy(
                Map.of(Field.STATUS, new FieldPolicy(owner, FieldPolicy.Apply.ALWAYS)),
                true,
                Deprovision.valueOf(wanted.get("deprovision").toUpperCase(Locale.ROOT)),
                false);
        Situation situation = Situations.linked(
                cms(wanted.get("cms")),
                lms(wanted.get("lms")),
                shadow(owner.other(), wanted.get("sent")),
                trigger(wanted.get("trigger")));

        String decision = Descriptions.of(new SyncDecider(policy).decide(situation));

        String inStep = wanted.get("lms").equals("no-key") ? "update lms" : "nothing in-sync";
        assertThat(decision).isEqualTo(wanted.expectation().equals("in-step") ? inStep : wanted.expectation());
    }

    private static Lookup cms(String state) {
        return switch (state) {
            case "active" -> new Lookup.Found(user(false));
            case "suspended" -> new Lookup.Found(user(true));
            default -> new Lookup.Absent();
        };
    }

    private static Lookup lms(String state) {
        return switch (state) {
            case "active" -> new Lookup.Found(account("4", KEY, false));
            case "suspended" -> new Lookup.Found(account("4", KEY, true));
            case "privileged" -> new Lookup.Found(account("2", KEY, false));
            case "foreign-key" -> new Lookup.Found(account("4", "cms:102", false));
            case "key-of-another-cms" -> new Lookup.Found(account("4", "cms2:101", false));
            case "no-key" -> new Lookup.Found(account("4", "", false));
            case "deleted" -> new Lookup.Deleted();
            default -> new Lookup.Absent();
        };
    }

    private static Shadow shadow(Side target, String sent) {
        return switch (sent) {
            case "active" -> Situations.shadow(target, Field.STATUS, "active", "active");
            case "suspended" -> Situations.shadow(target, Field.STATUS, "suspended", "suspended");
            case "suspended-ignored" -> Situations.shadow(target, Field.STATUS, "active", "suspended");
            case "active-unknown" -> Situations.shadow(target, Field.STATUS, null, "active");
            default -> Shadow.NONE;
        };
    }

    private static Candidates candidates(String lms) {
        Account keyed = account("4", KEY, false);
        Account free = account("5", "", false);
        Account keyedElsewhere = account("6", "cms:102", false);
        List<Account> none = List.of();
        return switch (lms) {
            case "one" -> new Candidates(some(keyed), none, none, Set.of(), Set.of());
            case "two" -> new Candidates(some(keyed, account("9", KEY, false)), none, none, Set.of(), Set.of());
            case "elsewhere" -> new Candidates(some(keyed), none, none, Set.of("4"), Set.of());
            case "privileged" -> new Candidates(some(account("2", KEY, false)), none, none, Set.of(), Set.of());
            case "by-name" -> new Candidates(none, none, some(free), Set.of(), Set.of());
            case "held-by-name" -> new Candidates(none, none, some(free), Set.of(), Set.of(Field.USERNAME));
            case "held-by-email" -> new Candidates(none, some(keyedElsewhere), none, Set.of(), Set.of(Field.EMAIL));
            case "by-email" -> new Candidates(none, some(free), none, Set.of(), Set.of());
            case "two-by-email" -> new Candidates(none, some(free, account("6", "", false)), none, Set.of(), Set.of());
            case "keyed-by-email" ->
                new Candidates(none, some(account("5", "cms:102", false)), none, Set.of(), Set.of());
            case "others-by-name" ->
                new Candidates(none, none, some(account("5", "cms2:101", false)), Set.of(), Set.of());
            case "others-by-email" ->
                new Candidates(none, some(account("5", "cms2:101", false)), none, Set.of(), Set.of());
            default -> Candidates.NONE;
        };
    }

    private static Trigger trigger(String name) {
        return switch (name) {
            case "cms-deleted" -> Trigger.CMS_DELETED;
            case "login" -> Trigger.LOGIN;
            case "jit" -> Trigger.JIT_LOGIN;
            default -> Trigger.CHANGE;
        };
    }

    @Test
    void makesNoAccountWithoutAnAddress() {
        var cms = new Lookup.Found(Situations.with(user(false), Field.EMAIL, ""));

        SyncDecision decision = new SyncDecider(policy(Map.of()))
                .decide(Situations.unlinked(null, cms, Candidates.NONE, Trigger.CHANGE));

        assertThat(decision).isEqualTo(new SyncDecision.Conflict("email-missing"));
    }

    @Test
    void neverTakesTheServiceAccountForAPerson() {
        var cms = new Lookup.Found(Situations.with(user(false), Field.USERNAME, "isthmus"));

        SyncDecision decision = new SyncDecider(policy(Map.of()))
                .decide(Situations.unlinked(null, cms, Candidates.NONE, Trigger.JIT_LOGIN));

        assertThat(decision).isEqualTo(new SyncDecision.Nothing("service-account"));
    }

    @Test
    void callsAChangeOfTheLoginNameARename() {
        var cms = new Lookup.Found(Situations.with(user(false), Field.USERNAME, "countess"));
        var lms = new Lookup.Found(account("4", KEY, false));

        SyncDecision decision =
                new SyncDecider(policy(Map.of())).decide(Situations.linked(cms, lms, Shadow.NONE, Trigger.CHANGE));

        assertThat(decision).isEqualTo(new SyncDecision.Rename(Side.LMS, Map.of(Field.USERNAME, "countess")));
    }
}
