package io.isthmus.token.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.client.ClientRegistry;
import io.isthmus.token.client.TestRegistry;
import io.isthmus.token.support.Forge;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.WireFormat;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final URI LMS = URI.create("https://lms.example.org");
    private static final Presentation LMS_ONLY = Presentation.of(Set.of("lms"), InetAddress::getLoopbackAddress);

    private final Forge forge = new Forge(NOW);
    private final ClientRegistry registry = TestRegistry.at(LMS);
    private final TokenVerifier verifier = verifier(true);

    static Stream<BadToken> badTokens() {
        return BadTokens.all(new Forge(NOW));
    }

    @Test
    void thereAreManyBadTokens() {
        assertThat(badTokens()).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void refuses(BadToken bad) {
        Verification verification = verifier.check(bad.token(), registry, LMS_ONLY);

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(bad.reason()));
    }

    @Test
    void acceptsThePluginsToken() {
        VerifiedToken token = accepted(forge.ssoLogin(payload -> payload.put("redirect", "/course/view.php?id=5")));

        assertThat(token.client().id()).isEqualTo("portal");
        assertThat(token.format()).isEqualTo(WireFormat.SSOLOGIN);
        assertThat(token.subject()).isEqualTo(Subject.ofUid("cms", "101"));
        assertThat(token.user().username()).isEqualTo("ada");
        assertThat(token.user().firstName()).hasValue("Ada");
        assertThat(token.issuedAt()).isEqualTo(NOW);
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(120));
        assertThat(token.target()).hasValue(URI.create("https://lms.example.org/course/view.php?id=5"));
    }

    @Test
    void acceptsAJwe() {
        VerifiedToken token = accepted(forge.jwe(
                claims -> claims.putObject("address").put("locality", "London").put("country", "GB")));

        assertThat(token.subject()).isEqualTo(Subject.ofUid("cms", "101"));
        assertThat(token.user().city()).hasValue("London");
        assertThat(token.user().country()).hasValue("GB");
        assertThat(token.user().emailVerified()).isTrue();
    }

    static Stream<Arguments> inTime() {
        long now = NOW.getEpochSecond();
        return Stream.of(
                Arguments.of("iat at the skew", times(now + 1, now + 100)),
                Arguments.of("exp a second before its end", times(now - 100, now)),
                Arguments.of("the longest lifetime", times(now, now + 300)),
                Arguments.of("the shortest lifetime", times(now, now + 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inTime")
    void acceptsWithinTheBounds(String name, Consumer<ObjectNode> change) {
        accepted(forge.jwe(change));
    }

    @Test
    void acceptsThePluginsTokenUntilItsLastSecond() {
        accepted(forge.ssoLogin(payload -> payload.put("timestamp", NOW.getEpochSecond() + 1)));
        accepted(forge.ssoLogin(payload -> payload.put("timestamp", NOW.getEpochSecond() - 120)));
    }

    @Test
    void acceptsAKeyThatIsBeingRetired() {
        byte[] payload = Forge.bytes(forge.ssoLoginPayload(node -> {}));

        accepted(Forge.ssoLogin("test-portal-former-secret-0123456789", payload));
    }

    @Test
    void readsAnUidThatPhpWroteAsANumber() {
        assertThat(accepted(forge.ssoLogin(payload -> payload.put("uid", 101)))
                        .subject()
                        .id())
                .isEqualTo("101");
        assertThat(accepted(forge.ssoLogin(payload -> {
                            payload.remove("uid");
                            payload.put("idnumber", "102");
                        }))
                        .subject()
                        .id())
                .isEqualTo("102");
    }

    @Test
    void withoutUidTheSubjectIsAName() {
        VerifiedToken token = accepted(forge.ssoLogin(payload -> {
            payload.remove("uid");
            payload.put("username", "Ada");
        }));

        assertThat(token.subject()).isEqualTo(new Subject("cms", "name:ada"));
    }

    @Test
    void aUsernameThatLooksLikeAnUidIsNone() {
        VerifiedToken token = accepted(forge.ssoLogin(payload -> {
            payload.remove("uid");
            payload.put("username", "101");
        }));

        assertThat(token.subject()).isNotEqualTo(Subject.ofUid("cms", "101"));
    }

    @Test
    void acceptsLegacyFormsAndClaimsTheirMac() {
        VerifiedToken v1 = accepted(forge.v1(payload -> {}));
        VerifiedToken v0 = accepted(forge.plain("ada", "ada@example.org", String.valueOf(NOW.getEpochSecond())));

        assertThat(v1.format()).isEqualTo(WireFormat.V1);
        assertThat(v1.nonce()).startsWith("mac:");
        assertThat(v0.format()).isEqualTo(WireFormat.V0);
        assertThat(v0.nonce()).startsWith("mac:").isNotEqualTo(v1.nonce());
    }

    @Test
    void acceptsUnsignedTokensFromTheirNetworkOnly() throws UnknownHostException {
        var unsigned = unsigned(payload -> {});
        InetAddress stranger = InetAddress.getByName("192.0.2.1");
        var elsewhere = Presentation.of(Set.of("lms"), () -> stranger);

        assertThat(accepted(unsigned).format()).isEqualTo(WireFormat.UNSIGNED);
        assertThat(verifier.check(unsigned, registry, elsewhere)).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void anUnsignedTokenChangedByItsIvIsTheSameToken() {
        var unsigned = unsigned(payload -> {});
        byte[] inner = Base64.getDecoder().decode(unsigned.data());
        inner[inner.length - 2] ^= 1;
        var changed = new PresentedToken.Signed(Base64.getEncoder().encodeToString(inner), null);

        VerifiedToken one = accepted(unsigned);
        Verification other = verifier.check(changed, registry, LMS_ONLY);

        assertThat(one.nonce()).startsWith("mac:");
        if (other instanceof Verification.Accepted accepted) {
            assertThat(accepted.token().nonce()).isEqualTo(one.nonce());
        }
    }

    @Test
    void namesTheClientThatIsMeant() {
        var token = forge.ssoLogin(payload -> {});

        assertThat(verifier.check(token, registry.only("portal"), LMS_ONLY)).isInstanceOf(Verification.Accepted.class);
        assertThat(verifier.check(token, registry.only("strict"), LMS_ONLY)).isInstanceOf(Verification.Refused.class);
        assertThat(verifier.check(token, registry.only("nobody"), LMS_ONLY)).isInstanceOf(Verification.Refused.class);
    }

    private PresentedToken.Signed unsigned(Consumer<ObjectNode> change) {
        byte[] payload = Forge.bytes(forge.ssoLoginPayload(change));
        return new PresentedToken.Signed(
                Forge.ssoLogin("test-intranet-signing-secret-0123456789", payload)
                        .data(),
                null);
    }

    @Test
    void refusesLegacyFormsAfterTheirSunset() {
        Instant late = Instant.parse("2099-01-01T00:00:00Z");
        var lateVerifier = new TokenVerifier(Clock.fixed(late, ZoneOffset.UTC), limits(true));
        var lateForge = new Forge(late);

        assertThat(lateVerifier.check(lateForge.v1(payload -> {}), registry, LMS_ONLY))
                .isInstanceOf(Verification.Refused.class);
        assertThat(lateVerifier.check(lateForge.ssoLogin(payload -> {}), registry, LMS_ONLY))
                .isInstanceOf(Verification.Accepted.class);
    }

    @Test
    void withoutNonceRequiredTheMacIsClaimed() {
        Verification verification =
                verifier(false).check(forge.ssoLogin(payload -> payload.remove("nonce")), registry, LMS_ONLY);

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Accepted.class,
                        accepted -> assertThat(accepted.token().nonce()).startsWith("mac:"));
        assertThat(verifier(false).check(forge.jwe(claims -> claims.remove("jti")), registry, LMS_ONLY))
                .isInstanceOf(Verification.Refused.class);
    }

    @Test
    void aRefusalKnowsWhatCouldBeTold() {
        Verification verification = verifier.check(
                forge.jwe(claims -> claims.put("redirect", "https://evil.example/")), registry, LMS_ONLY);

        assertThat(((Verification.Refused) verification).refusal())
                .isEqualTo(new Refusal(
                        RefusalReason.BAD_REDIRECT,
                        Optional.of("portal"),
                        Optional.of(WireFormat.JWE),
                        Optional.of(Subject.ofUid("cms", "101"))));
    }

    private VerifiedToken accepted(PresentedToken token) {
        Verification verification = verifier.check(token, registry, LMS_ONLY);
        assertThat(verification).isInstanceOf(Verification.Accepted.class);
        return ((Verification.Accepted) verification).token();
    }

    private static Consumer<ObjectNode> times(long iat, long exp) {
        return claims -> claims.put("iat", iat).put("exp", exp);
    }

    private static TokenVerifier verifier(boolean nonceRequired) {
        return new TokenVerifier(Clock.fixed(NOW, ZoneOffset.UTC), limits(nonceRequired));
    }

    private static TokenLimits limits(boolean nonceRequired) {
        return new TokenLimits(
                Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofSeconds(1), 8192, nonceRequired, LMS);
    }
}
