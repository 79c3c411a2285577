package io.isthmus.token.verify;

import static io.isthmus.token.support.Answers.shape;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.LogCapture;
import io.isthmus.token.support.Portal;
import io.isthmus.token.support.RedisMonitor;
import io.isthmus.token.support.Service;
import io.isthmus.token.support.Stack;
import io.isthmus.token.support.TestClock;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.PresentedToken.Compact;
import io.isthmus.token.wire.PresentedToken.Signed;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every bad token at every door, with the clock stopped so that each bound is met to the second. From one refusal to
 * the next nothing differs but the reference; none writes to Redis, and none leaves anything of the token in the log.
 */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalMatrixIT {

    private static final Instant NOW = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    private static final Pattern WRITING = Pattern.compile(
            "\"(?:SET|SETEX|PSETEX|SETNX|GETDEL|GETSET|INCR|DECR|DEL|UNLINK|EXPIRE|PEXPIRE|HSET|HDEL|SADD|ZADD|LPUSH"
                    + "|RPUSH|XADD)\"",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BACKGROUND = Pattern.compile("isthmus:(?:nonce:\\{\\d+}:epoch|\\{links}:meta)\"");

    /** Where a token can be handed in. */
    enum Door {
        API,
        FORM_BY_BROWSER,
        FORM_BY_PROGRAM,
        LINK_IN_BROWSER
    }

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "quarkus.redis.hosts")
    URI redisAddress;

    @Inject
    TestClock clock;

    @Inject
    Redis redis;

    private final Map<Door, String> answers = new EnumMap<>(Door.class);
    private final List<String> presented = new ArrayList<>();
    private Http program;
    private Http browser;
    private Set<String> keysBefore;
    private RedisMonitor monitor;
    private LogCapture log;

    static Stream<BadToken> badTokens() {
        return BadTokens.all(new Forge(NOW));
    }

    @BeforeAll
    void begin() {
        program = Http.program(service);
        browser = Http.browser(service);
        Service.awaitReady(service);
        clock.stopAt(NOW);
        keysBefore = keys();
        monitor = RedisMonitor.start(redisAddress);
        log = LogCapture.start();
        for (Door door : Door.values()) {
            answers.put(door, shape(handIn(door, new Compact("nonsense"))));
        }
    }

    @AfterAll
    void end() {
        clock.goOn();
        log.close();
        monitor.close();
        assertThat(keys()).as("keys in Redis").isEqualTo(keysBefore);
        assertThat(monitor.commands())
                .filteredOn(command -> WRITING.matcher(command).find())
                .filteredOn(command -> !BACKGROUND.matcher(command).find())
                .as("what was written to Redis")
                .isEmpty();
        assertNothingIsToldBy(log.text());
    }

    @Test
    void theAnswerTellsNothing() {
        assertThat(answers.get(Door.API))
                .startsWith("401 ")
                .contains("[SSO realm=\"isthmus\"]", "[no-store]", "[application/problem+json]")
                .endsWith("{\"type\":\"urn:isthmus:problem:token-refused\",\"title\":\"Unauthorized\",\"status\":401,"
                        + "\"detail\":\"The token is not accepted.\",\"reference\":\"REFERENCE\"}");
        assertThat(answers.get(Door.FORM_BY_PROGRAM)).isEqualTo(answers.get(Door.API));
        assertThat(answers.get(Door.LINK_IN_BROWSER))
                .startsWith("401 ")
                .contains("[no-store]", "[text/html;charset=UTF-8]", "REFERENCE")
                .isEqualTo(answers.get(Door.FORM_BY_BROWSER));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refuses(BadToken bad) {
        for (Door door : Door.values()) {
            assertThat(shape(handIn(door, bad.token()))).as("%s", door).isEqualTo(answers.get(door));
        }
        assertThat(log.text()).contains("reason=" + bad.reason().code());
    }

    @Test
    void refusesATokenWithAnyByteFlipped() {
        var forge = new Forge(NOW);
        Signed v3 = forge.ssoLogin(payload -> {});
        String sig = Objects.requireNonNull(v3.sig());
        String jwe = forge.jwe(claims -> {}).token();
        var flipped = new ArrayList<PresentedToken>();
        flips(v3.data()).forEach(data -> flipped.add(new Signed(data, sig)));
        flips(sig).forEach(other -> flipped.add(new Signed(v3.data(), other)));
        flips(jwe).forEach(token -> flipped.add(new Compact(token)));

        for (PresentedToken token : flipped) {
            assertThat(shape(handIn(Door.API, token))).isEqualTo(answers.get(Door.API));
        }
        System.out.printf("refusals: %d tokens with a byte flipped%n", flipped.size());
        assertThat(flipped).hasSizeGreaterThan(700);
    }

    @Test
    void refusesATokenCutAnywhere() {
        var forge = new Forge(NOW);
        Signed v3 = forge.ssoLogin(payload -> {});
        String jwe = forge.jwe(claims -> {}).token();
        for (int length = 0; length < jwe.length(); length += 3) {
            assertThat(shape(handIn(Door.API, new Compact(jwe.substring(0, length)))))
                    .isEqualTo(answers.get(Door.API));
        }
        for (int length = 0; length < v3.data().length(); length += 3) {
            assertThat(shape(handIn(Door.API, new Signed(v3.data().substring(0, length), v3.sig()))))
                    .isEqualTo(answers.get(Door.API));
        }
    }

    private static Stream<String> flips(String text) {
        return Stream.iterate(0, i -> i < text.length(), i -> i + 1)
                .map(i -> text.substring(0, i) + (char) (text.charAt(i) ^ 1) + text.substring(i + 1));
    }

    private HttpResponse<String> handIn(Door door, PresentedToken token) {
        Map<String, String> fields = Forge.fields(token);
        presented.addAll(fields.values());
        return switch (door) {
            case API -> new Portal(program).verify(fields);
            case FORM_BY_BROWSER -> browser.postForm("/sso/login", fields);
            case FORM_BY_PROGRAM -> program.postForm("/sso/login", fields);
            case LINK_IN_BROWSER -> browser.get("/sso/login?" + query(fields));
        };
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void assertNothingIsToldBy(String text) {
        assertThat(text)
                .as("the log")
                .doesNotContainPattern("(?i)\\b(?:ada|bruno|lovelace|london)\\b")
                .doesNotContain("example", "evil", "test-portal", "test-strict", "Basic ", "eyJ");
        assertThat(presented).filteredOn(part -> part.length() > 8).noneMatch(text::contains);
    }

    private Set<String> keys() {
        var keys = redis.send(Request.cmd(Command.KEYS).arg("*")).await().indefinitely();
        return StreamSupport.stream(keys.spliterator(), false)
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
