package io.isthmus.usersync.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.usersync.TokenIssuer;
import io.isthmus.usersync.Topic;
import io.isthmus.usersync.crash.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two CMSs feed one LMS, and the first of them another LMS as well; uid 101 is somebody else at each CMS. */
class SeveralSourcesIT {

    private static final PostgresServer POSTGRES = PostgresServer.start();
    private static final KafkaServer KAFKA = KafkaServer.start().withTopics(Topics.all());
    private static final LmsStandIn LMS = LmsStandIn.start(LmsOptions.sample());
    private static final LmsStandIn LMS2 = LmsStandIn.start(LmsOptions.sample());
    private static final Portal CMS = Portal.start(PortalOptions.sample().withKafka(KAFKA.bootstrapServers()));
    private static final Portal CMS2 = Portal.start(PortalOptions.sample()
            .withSource("cms2")
            .withPeople(List.of(person("zoe").uid(101), person("yann").uid(102)))
            .withKafka(KAFKA.bootstrapServers()));
    private static final TokenIssuer ISSUER = new TokenIssuer();

    private static final Map<String, String> SCANNING =
            Map.of("isthmus.lms.report", "1", "isthmus.scan.lms", "true", "isthmus.scan.every", "PT1S");
    private static final Map<String, String> COMPARING =
            Map.of("isthmus.reconciliation.every", "1s", "isthmus.reconciliation.delay", "1s");

    private static Pair first;
    private static Pair second;
    private static Pair otherLms;

    @BeforeAll
    static void start() {
        first = new Pair(CMS, "lms", LMS, "cms2:", POSTGRES, KAFKA, ISSUER, SCANNING);
        second = new Pair(CMS2, "lms", LMS, "cms:", POSTGRES, KAFKA, ISSUER, Map.of());
        otherLms = new Pair(CMS, "lms2", LMS2, "", POSTGRES, KAFKA, ISSUER, COMPARING);
        pairs().forEach(Pair::ready);
        CMS.updateUser(101, draft -> draft.city("Turin"));
        CMS2.updateUser(101, draft -> draft.city("Namur"));
        pairs().forEach(pair -> pair.awaitLinked(101));
    }

    @AfterAll
    static void stop() {
        pairs().forEach(Pair::close);
        List.of(CMS, CMS2).forEach(Portal::close);
        List.of(LMS, LMS2).forEach(LmsStandIn::close);
        KAFKA.close();
        POSTGRES.close();
    }

    private static Stream<Pair> pairs() {
        return Stream.of(first, second, otherLms);
    }

    private static UserDraft person(String name) {
        return new UserDraft()
                .name(name)
                .mail(name + "@example.org")
                .firstName("Pat")
                .lastName("Person")
                .city("Paris")
                .country("FR")
                .active(true);
    }

    @Test
    void keepsEqualUidsOfTwoCmssApart() {
        assertThat(first.accounts(101)).extracting(LmsUser::city).containsExactly("Turin");
        assertThat(second.accounts(101)).extracting(LmsUser::city).containsExactly("Namur");
        assertThat(otherLms.accounts(101)).extracting(LmsUser::city).containsExactly("Turin");
        assertThat(first.account(101).id()).isNotEqualTo(second.account(101).id());

        Await.untilAsserted(
                "all links told",
                () -> assertThat(toldLinks()).contains("cms:101:lms", "cms2:101:lms", "cms:101:lms2"));
    }

    private static Set<String> toldLinks() {
        return new Topic(KAFKA.bootstrapServers(), "isthmus.identity.links")
                .records().stream().map(ConsumerRecord::key).collect(Collectors.toSet());
    }

    @Test
    void leavesNoTraceOfAnothersEvents() {
        Await.until("quiet", () -> pairs().allMatch(Pair::isQuiet));

        assertThat(first.query("select source from journal where source <> all('{cms,lms}')"))
                .isEmpty();
        assertThat(second.query("select source from journal where source <> all('{cms2,lms}')"))
                .isEmpty();
        assertThat(otherLms.query("select source from journal where source <> all('{cms,lms2}')"))
                .isEmpty();
        pairs().forEach(pair -> assertThat(pair.query("select reason from journal where state = 'dead'"))
                .isEmpty());
    }

    @Test
    void asksAPersonAboutAnAddressThatBothCmssHave() {
        int uid = CMS2.addUser(person("anotherada").mail("ada@example.org")).uid();

        Await.until(
                "a conflict",
                () -> second.query("select reason from conflict where cms_uid = '" + uid + "'")
                        .contains("email-of-another-cms"));

        assertThat(second.accounts(uid)).isEmpty();
        assertThat(first.account(101)).extracting(LmsUser::email).isEqualTo("ada@example.org");
        String words =
                second.get("/v1/conflicts?limit=200").statusCode(200).extract().asString();
        assertThat(words)
                .contains("A user of another CMS has this user's e-mail address (id "
                        + first.account(101).id() + ")");
    }

    @Test
    void countsNobodyOfAnotherCmsAsMissing() {
        String ada = String.valueOf(first.account(101).id());
        String zoe = String.valueOf(second.account(101).id());

        List<String> unsynced = second.get("/v1/users/unsynced?side=lms&limit=200")
                .statusCode(200)
                .extract()
                .path("items.id");
        assertThat(unsynced).contains("7", "8", "9").doesNotContain(ada, zoe);

        String id = second.post("/v1/imports", Map.of("direction", "lms-to-cms"))
                .extract()
                .path("id");
        Await.until(
                "the report",
                () -> "ready".equals(second.get("/v1/imports/" + id).extract().path("state")));
        assertThat(second.query("select plan || ' ' || reason from import_row where external_id = '" + ada + "'"))
                .containsExactly("skip of-another-cms");
        assertThat(second.query("select external_id from import_row where plan = 'create' order by 1"))
                .containsExactly("7", "8", "9");

        String check = second.post("/v1/reconciliations", Map.of()).extract().path("id");
        Await.until(
                "compared",
                () -> "ready"
                        .equals(second.get("/v1/reconciliations/" + check)
                                .extract()
                                .path("state")));
        assertThat(second.query("select finding from reconciliation_row")).isEmpty();
    }

    @Test
    void forgetsAPersonOfOneCmsAndNotTheirNamesakeOfTheOther() {
        CMS.updateUser(102, draft -> draft.city("Genoa"));
        CMS2.updateUser(102, draft -> draft.city("Liège"));
        Stream.of(first, second).forEach(pair -> pair.awaitLinked(102));

        assertThat(second.erase(102)).isEqualTo(204);

        CMS.updateUser(102, draft -> draft.city("Pisa"));
        CMS2.updateUser(102, draft -> draft.city("Mons"));
        Await.until("the other goes on", () -> first.account(102).city().equals("Pisa"));
        Await.until("quiet", () -> pairs().allMatch(Pair::isQuiet));
        assertThat(second.account(102).city()).isEqualTo("Liège");
        assertThat(second.links()).doesNotContain("102 linked");
        assertThat(first.links()).contains("102 linked");
    }

    @Test
    void goesOnAtOneLmsWhileTheOtherIsDown() {
        LMS2.faults().set(Fault.of(Fault.Kind.ERROR_500));
        try {
            CMS.updateUser(101, draft -> draft.lastName("King"));
            Await.until(
                    "written at the one", () -> first.account(101).lastname().equals("King"));
            Await.until("quiet there", first::isQuiet);
            Await.until(
                    "waiting at the other",
                    () -> !otherLms.query("select 1 from journal where state = 'waiting'")
                            .isEmpty());
            assertThat(otherLms.account(101).lastname()).isEqualTo("Lovelace");
        } finally {
            LMS2.faults().clear();
        }
        Await.until("written at both", () -> otherLms.account(101).lastname().equals("King"));
    }

    /** Nobody tells of it, and of the pairs before this LMS only the first looks. */
    @Test
    void scansOnScheduleWhereThatIsWanted() {
        LMS.state().saveUser(first.account(101).with("city", "Elsewhere"));

        Await.until(
                "found and put back",
                () -> first.account(101)
                        .city()
                        .equals(CMS.user(101).orElseThrow().city()));

        assertThat(second.query("select 1 from journal where channel like 'scan%'"))
                .isEmpty();
    }

    @Test
    void comparesOnScheduleAndBeginsNoOtherBeforeWhatItFoundIsApproved() {
        Await.until(
                "one that found nothing is over",
                () -> !reconciliations("state = 'done'").isEmpty());
        Await.until("quiet", otherLms::isQuiet);
        LMS2.state().saveUser(otherLms.account(101).with("city", "Elsewhere"));
        String row = " (select 1 from reconciliation_row where reconciliation_id = id and 'lms.city' = any(fields))";
        String found = "state = 'ready' and exists" + row;
        Await.until("found", () -> {
            // What was on its way when it was compared.
            reconciliations("state = 'ready' and not exists" + row)
                    .forEach(other -> otherLms.post("/v1/reconciliations/" + other + "/cancel", Map.of()));
            return reconciliations(found).size() == 1;
        });
        String id = reconciliations(found).get(0);

        Await.until(
                "some seconds later",
                () -> !reconciliations("id = '" + id + "' and now() > created_at + interval '4 s'")
                        .isEmpty());
        String later = "created_at > (select created_at from reconciliation where id = '" + id + "')";
        assertThat(reconciliations(later)).isEmpty();
        assertThat(otherLms.account(101).city()).isEqualTo("Elsewhere");

        otherLms.post("/v1/reconciliations/" + id + "/approve", Map.of("findings", List.of("drift")))
                .statusCode(202);
        Await.until("the next one", () -> !reconciliations(later).isEmpty());
        assertThat(otherLms.account(101).city()).isNotEqualTo("Elsewhere");
    }

    private static List<String> reconciliations(String condition) {
        return otherLms.query("select id from reconciliation where " + condition);
    }

    @Test
    void refusesADatabaseThatIsAnotherPairs() {
        try (Service wrong = first.misconfigured("cms3")) {
            assertThat(wrong.exitCode()).isNotZero();
        }
        assertThat(first.query("select cms_source || ' ' || lms_source from pair"))
                .containsExactly("cms lms");
    }
}
