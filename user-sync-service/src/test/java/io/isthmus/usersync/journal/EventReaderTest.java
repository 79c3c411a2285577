package io.isthmus.usersync.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change.Kind;
import io.isthmus.usersync.journal.Reading.Foreign;
import io.isthmus.usersync.journal.Reading.Irrelevant;
import io.isthmus.usersync.journal.Reading.Poison;
import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.person.PersonKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CMS = "isthmus.cms.users";
    private static final String LOGINS = "isthmus.sso.logins";
    private static final String UPSERTED = "io.isthmus.user.upserted.v1";

    private final EventReader reader = new EventReader(new Sources("cms", "lms", "cms:", Set.of()), 1024 * 1024);

    private static ObjectNode sample(String type) {
        try {
            var event = (ObjectNode) JSON.readTree(Contracts.sample(type));
            ((ObjectNode) event.put("unknown", "x").path("data")).put("unknown", "x");
            return event;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reading read(String channel, String text) {
        return read(new Message(channel, "0:0", "k", Map.of(), text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is taken in by a glance is what its worker reads later. */
    private Reading read(Message message) {
        Reading reading = reader.read(message);
        assertThat(withoutData(reader.skim(message))).isEqualTo(withoutData(reading));
        return reading;
    }

    private static Reading withoutData(Reading reading) {
        if (!(reading instanceof Readable readable)) {
            return reading;
        }
        Change change = readable.change();
        return new Readable(new Change(
                change.source(),
                change.id(),
                change.kind(),
                change.key(),
                change.time(),
                change.origin(),
                change.traceparent(),
                MissingNode.getInstance()));
    }

    private Change change(String channel, ObjectNode event) {
        assertThat(read(channel, event.toString())).isInstanceOf(Readable.class);
        return ((Readable) read(channel, event.toString())).change();
    }

    @Test
    void readsTheSampleOfAChangedUserWithFieldsItDoesNotKnow() {
        Change change = change(CMS, sample(UPSERTED));

        assertThat(change.kind()).isEqualTo(Kind.UPSERTED);
        assertThat(change.key()).isEqualTo(new PersonKey("cms", "101"));
        assertThat(change.source()).isEqualTo("cms");
        assertThat(change.origin()).isEqualTo("cms");
        assertThat(change.time()).isEqualTo(Instant.parse("2026-05-04T10:00:00Z"));
        assertThat(change.data().path("username").asText()).isEqualTo("ada");
    }

    @Test
    void readsTheSampleOfADeletedUser() {
        assertThat(change(CMS, sample("io.isthmus.user.deleted.v1")).kind()).isEqualTo(Kind.DELETED);
    }

    @Test
    void readsTheSampleOfALogin() {
        Change change = change(LOGINS, sample("io.isthmus.login.accepted.v1"));

        assertThat(change.kind()).isEqualTo(Kind.LOGIN);
        assertThat(change.key()).isEqualTo(new PersonKey("cms", "101"));
        assertThat(change.jit()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"io.isthmus.login.refused.v1", "io.isthmus.session.started.v1", "io.isthmus.session.ended.v1"})
    void knowsWhatIsMeantForOthers(String type) {
        assertThat(read(LOGINS, sample(type).toString())).isInstanceOf(Irrelevant.class);
    }

    @Test
    void readsBinaryMode() {
        byte[] data = sample(UPSERTED).path("data").toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                "1",
                "ce_source",
                "cms",
                "ce_type",
                UPSERTED,
                "ce_time",
                "2026-05-04T12:00:00+02:00");

        Reading reading = read(new Message(CMS, "0:0", "k", headers, data));

        assertThat(reading).isInstanceOfSatisfying(Readable.class, readable -> {
            assertThat(readable.change().id()).isEqualTo("1");
            assertThat(readable.change().time()).isEqualTo(Instant.parse("2026-05-04T10:00:00Z"));
            assertThat(readable.change().key()).isEqualTo(new PersonKey("cms", "101"));
        });
    }

    record Bad(String reason, String channel, String text) {}

    static Stream<Bad> poison() {
        return Stream.of(
                new Bad("not-json", CMS, "no json"),
                new Bad("not-json", CMS, "{\"specversion\":\"1.0\"} {}"),
                new Bad("not-json", CMS, "{\"id\":\"1\",\"id\":\"2\"}"),
                new Bad("not-json", CMS, "[".repeat(100_000)),
                new Bad("not-an-object", CMS, ""),
                new Bad("not-an-object", CMS, "[]"),
                new Bad("not-an-object", CMS, "null"),
                new Bad("not-an-object", CMS, "[{\"id\":\"1\"}]"),
                new Bad("not-json", CMS, "[] {}"),
                new Bad("not-json", CMS, "{\"data\":{\"x\":[1,}}"),
                new Bad("not-json", CMS, "{\"data\":{\"x\":{\"y\":1,\"y\":2}}}"),
                new Bad("not-json", CMS, "{\"data\":{\"x\":" + "1".repeat(2000) + "}}"),
                new Bad("not-a-cloudevent", CMS, "{}"),
                bad("not-a-cloudevent", CMS, event -> event.put("specversion", "0.3")),
                bad("not-a-cloudevent", CMS, event -> event.remove("id")),
                bad("not-a-cloudevent", CMS, event -> event.put("id", 7)),
                bad("bad-time", CMS, event -> event.put("time", "yesterday")),
                bad("unknown-type", CMS, event -> event.put("type", "io.isthmus.user.upserted.v2")),
                bad("wrong-channel", CMS, event -> event.put("source", "lms")),
                bad("wrong-channel", "isthmus.lms.users", event -> {}),
                bad("wrong-channel", LOGINS, event -> {}),
                bad(
                        "not-a-cloudevent",
                        CMS,
                        event -> event.put("source", "cms2").remove("time")),
                bad("no-person", "webhook", event -> event.put("source", "crm")),
                bad("no-person", CMS, event -> event.remove("data")),
                bad("no-person", CMS, event -> event.put("data", "x")),
                bad("no-person", CMS, event -> event.putObject("data").put("id", 101)),
                bad("no-person", CMS, event -> event.putObject("data").put("id", "x".repeat(65))),
                bad("unreadable", CMS, event -> event.put("id", "x".repeat(256))),
                bad("unreadable", CMS, event -> event.putObject("data").put("id", "1\u0000")),
                new Bad("too-large", CMS, " ".repeat(1024 * 1024 + 1)));
    }

    private static Bad bad(String reason, String channel, Consumer<ObjectNode> edit) {
        ObjectNode event = sample(UPSERTED);
        edit.accept(event);
        return new Bad(reason, channel, event.toString());
    }

    @ParameterizedTest
    @MethodSource
    void poison(Bad bad) {
        assertThat(read(bad.channel(), bad.text())).isEqualTo(new Poison(bad.reason()));
    }

    static Stream<Bad> leavesToOthersWhatIsAboutTheirs() {
        return Stream.of(
                bad("cms2", CMS, event -> event.put("source", "cms2")),
                bad("cms2", CMS, event -> event.put("source", "cms2").put("type", "io.isthmus.user.upserted.v2")),
                bad("lms2", "isthmus.lms.users", event -> event.put("source", "lms2")),
                login("cms2", "cmsSource"),
                login("lms2", "lmsSource"));
    }

    private static Bad login(String source, String name) {
        ObjectNode event = sample("io.isthmus.login.accepted.v1");
        ((ObjectNode) event.path("data")).put(name, source);
        return new Bad(source, LOGINS, event.toString());
    }

    @ParameterizedTest
    @MethodSource
    void leavesToOthersWhatIsAboutTheirs(Bad foreign) {
        byte[] raw = foreign.text().getBytes(StandardCharsets.UTF_8);

        assertThat(read(foreign.channel(), foreign.text())).isEqualTo(new Foreign(foreign.reason()));
        assertThat(read(new Message(foreign.channel(), "0:0", null, Map.of(), raw)))
                .as("without a key")
                .isInstanceOf(Foreign.class);
    }

    @Test
    void wantsAKeyBecauseItIsWhatKeepsTheOrder() {
        byte[] raw = sample(UPSERTED).toString().getBytes(StandardCharsets.UTF_8);

        assertThat(read(new Message(CMS, "0:0", null, Map.of(), raw))).isEqualTo(new Poison("missing-key"));
    }

    static IntStream answersWhateverItIsGiven() {
        return IntStream.range(0, 2_000);
    }

    @ParameterizedTest
    @MethodSource
    void answersWhateverItIsGiven(int seed) {
        var random = new Random(seed);
        byte[] raw = sample(UPSERTED).toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(5); i >= 0; i--) {
            raw[random.nextInt(raw.length)] = (byte) random.nextInt(256);
        }

        assertThat(read(new Message(CMS, "0:0", "k", Map.of(), raw)))
                .as("seed %d", seed)
                .isNotNull();
    }
}
