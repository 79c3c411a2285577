package io.isthmus.token;

import static io.isthmus.token.support.Mappings.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.token.account.LoginConfig;
import io.isthmus.token.backchannel.BackchannelConfig;
import io.isthmus.token.client.ClientsConfig;
import io.isthmus.token.event.EventConfig;
import io.isthmus.token.link.LinkConfig;
import io.isthmus.token.login.JitConfig;
import io.isthmus.token.nonce.NonceConfig;
import io.isthmus.token.oauth.OAuthConfig;
import io.isthmus.token.redis.RedisConfig;
import io.isthmus.token.secret.SecretsConfig;
import io.isthmus.token.session.SessionConfig;
import io.isthmus.token.verify.FailureConfig;
import io.smallrye.config.ConfigValidationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The defaults and a full example of each mapping but those of the outside systems. */
class ConfigTest {

    @Test
    void tokens() {
        TokenConfig defaults = read(TokenConfig.class, Map.of());
        assertThat(defaults.ttl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(defaults.maxLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.maxSize().asLongValue()).isEqualTo(8192);

        TokenConfig full = read(
                TokenConfig.class,
                Map.of(
                        "isthmus.token.ttl", "PT1M",
                        "isthmus.token.max-lifetime", "PT3M",
                        "isthmus.token.clock-skew", "PT5S",
                        "isthmus.token.max-size", "4K"));
        assertThat(full.ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(full.maxLifetime()).isEqualTo(Duration.ofMinutes(3));
        assertThat(full.clockSkew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(full.maxSize().asLongValue()).isEqualTo(4096);
    }

    @Test
    void nonces() {
        NonceConfig defaults = read(NonceConfig.class, Map.of());
        assertThat(defaults.required()).isTrue();
        assertThat(defaults.waitReplicas()).isZero();
        assertThat(defaults.epochCheck()).isEqualTo(Duration.ofSeconds(1));

        NonceConfig full = read(
                NonceConfig.class,
                Map.of(
                        "isthmus.nonce.required", "false",
                        "isthmus.nonce.wait-replicas", "2",
                        "isthmus.nonce.epoch-check", "PT5S"));
        assertThat(full.required()).isFalse();
        assertThat(full.waitReplicas()).isEqualTo(2);
        assertThat(full.epochCheck()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void clients() {
        ClientsConfig config = read(ClientsConfig.class, Map.of("isthmus.clients.file", "/etc/isthmus/clients.yaml"));
        assertThat(config.file()).isEqualTo(Path.of("/etc/isthmus/clients.yaml"));
        assertThat(config.reload()).isEqualTo(Duration.ofSeconds(5));
        assertThatThrownBy(() -> read(ClientsConfig.class, Map.of())).isInstanceOf(ConfigValidationException.class);
    }

    @Test
    void logins() {
        LoginConfig defaults = read(LoginConfig.class, Map.of());
        assertThat(defaults.lms()).isEqualTo(LoginConfig.Door.USERKEY);
        assertThat(defaults.userkeyField()).isEqualTo(LoginConfig.MappingField.IDNUMBER);
        assertThat(defaults.deny()).containsExactlyInAnyOrder("admin", "guest");
        assertThat(defaults.privilegedIds()).isEmpty();
        assertThat(defaults.pending()).isEqualTo(Duration.ofMinutes(5));

        LoginConfig full = read(
                LoginConfig.class,
                Map.of(
                        "isthmus.login.lms", "userkey",
                        "isthmus.login.userkey-field", "username",
                        "isthmus.login.deny", "root,guest",
                        "isthmus.login.privileged-ids", "2,17",
                        "isthmus.login.pending", "PT10M"));
        assertThat(full.userkeyField()).isEqualTo(LoginConfig.MappingField.USERNAME);
        assertThat(full.deny()).containsExactlyInAnyOrder("root", "guest");
        assertThat(full.privilegedIds())
                .hasValueSatisfying(ids -> assertThat(ids).containsExactlyInAnyOrder("2", "17"));
        assertThat(full.pending()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void logoutNotices() {
        BackchannelConfig defaults = read(BackchannelConfig.class, Map.of());
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.attempts()).isEqualTo(16);
        assertThat(defaults.backoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.maxBackoff()).isEqualTo(Duration.ofMinutes(15));
        assertThat(defaults.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.parallel()).isEqualTo(10);
        assertThat(defaults.capacity()).isEqualTo(100_000);
        assertThat(defaults.deadLetters()).isEqualTo(1000);
        assertThat(defaults.retention()).isEqualTo(Duration.ofDays(7));

        BackchannelConfig full = read(
                BackchannelConfig.class,
                Map.of(
                        "isthmus.backchannel.timeout", "PT2S",
                        "isthmus.backchannel.attempts", "3",
                        "isthmus.backchannel.backoff", "PT5S",
                        "isthmus.backchannel.max-backoff", "PT1M",
                        "isthmus.backchannel.poll", "PT2S",
                        "isthmus.backchannel.parallel", "4",
                        "isthmus.backchannel.capacity", "5",
                        "isthmus.backchannel.dead-letters", "6",
                        "isthmus.backchannel.retention", "P1D"));
        assertThat(full.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(full.attempts()).isEqualTo(3);
        assertThat(full.backoff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(full.maxBackoff()).isEqualTo(Duration.ofMinutes(1));
        assertThat(full.poll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(full.parallel()).isEqualTo(4);
        assertThat(full.capacity()).isEqualTo(5);
        assertThat(full.deadLetters()).isEqualTo(6);
        assertThat(full.retention()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void justInTime() {
        JitConfig defaults = read(JitConfig.class, Map.of());
        assertThat(defaults.enabled()).isTrue();
        assertThat(defaults.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.giveUp()).isEqualTo(Duration.ofMinutes(2));

        JitConfig full = read(
                JitConfig.class,
                Map.of(
                        "isthmus.jit.enabled", "false",
                        "isthmus.jit.wait", "PT1S",
                        "isthmus.jit.give-up", "PT30S"));
        assertThat(full.enabled()).isFalse();
        assertThat(full.patience()).isEqualTo(Duration.ofSeconds(1));
        assertThat(full.giveUp()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void sessions() {
        SessionConfig defaults = read(SessionConfig.class, Map.of());
        assertThat(defaults.ttl()).isEqualTo(Duration.ofHours(8));
        assertThat(defaults.quiet()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.lmsReturn()).isEqualTo("/");

        SessionConfig full = read(
                SessionConfig.class,
                Map.of("isthmus.session.ttl", "PT1H", "isthmus.session.lms-return", "/login/index.php"));
        assertThat(full.ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(full.lmsReturn()).isEqualTo("/login/index.php");
    }

    @Test
    void oauth() {
        OAuthConfig defaults = read(OAuthConfig.class, Map.of());
        assertThat(defaults.ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.keyRotation()).isEqualTo(Duration.ofDays(30));
        assertThat(defaults.keyOverlap()).isEqualTo(Duration.ofMinutes(70));
        assertThat(defaults.keyRefresh()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void events() {
        EventConfig defaults = read(EventConfig.class, Map.of());
        assertThat(defaults.capacity()).isEqualTo(10_000);
        assertThat(defaults.retry()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(defaults.drain()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void links() {
        LinkConfig defaults = read(LinkConfig.class, Map.of());
        assertThat(defaults.topic()).isEqualTo("isthmus.identity.links");
        assertThat(defaults.maxAge()).isEqualTo(Duration.ofHours(12));
        assertThat(defaults.patience()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void redis() {
        RedisConfig defaults = read(RedisConfig.class, Map.of());
        assertThat(defaults.connections()).isEqualTo(4);
        assertThat(defaults.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(defaults.backgroundTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void failures() {
        FailureConfig defaults = read(FailureConfig.class, Map.of());
        assertThat(defaults.limit()).isEqualTo(60);
        assertThat(defaults.window()).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.networks()).isEqualTo(10_000);
    }

    @Test
    void secrets() {
        assertThat(read(SecretsConfig.class, Map.of("isthmus.secrets.master", "x"))
                        .master())
                .isEqualTo("x");
        assertThatThrownBy(() -> read(SecretsConfig.class, Map.of())).isInstanceOf(ConfigValidationException.class);
    }
}
