package io.isthmus.course.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.isthmus.course.MovingClock;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {

    private final MovingClock clock = new MovingClock();
    private final Verifier verifier = new Verifier();
    private final VerifiedTokens tokens = new VerifiedTokens(verifier, clock);

    /** Takes every token but "wrong", each good for 30 seconds. */
    private final class Verifier extends JWTCallerPrincipalFactory {

        int asked;

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
            asked++;
            if (token.equals("wrong")) {
                throw new ParseException("wrong");
            }
            var claims = new JwtClaims();
            claims.setSubject(token);
            claims.setClaim("source", "cms");
            claims.setExpirationTime(
                    NumericDate.fromSeconds(clock.instant().plusSeconds(30).getEpochSecond()));
            return new DefaultJWTCallerPrincipal(claims);
        }
    }

    private String subject(String token) throws ParseException {
        return tokens.parse(token, new JWTAuthContextInfo()).getSubject();
    }

    @Test
    void checksATokenOnce() throws ParseException {
        assertThat(subject("one")).isEqualTo("one");
        assertThat(subject("one")).isEqualTo("one");
        assertThat(subject("two")).isEqualTo("two");

        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void checksAgainWhatHasEnded() throws ParseException {
        subject("one");
        clock.pass(Duration.ofSeconds(30));

        assertThat(tokens.known("one")).isEmpty();
        subject("one");

        assertThat(tokens.known("one")).isPresent();
        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void remembersNothingThatIsWrong() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ParseException.class).isThrownBy(() -> subject("wrong"));
        }

        assertThat(verifier.asked).isEqualTo(2);
    }

    @Test
    void tellsWhoSentATokenThatWasRight() throws ParseException {
        String token = token("at+jwt");
        subject(token);

        assertThat(tokens.caller(token)).contains(new Caller.Person("cms", token));
        assertThat(new KnownCallers(tokens).reading("Bearer " + token, token)).contains(Subjects.person("cms", token));
    }

    @Test
    void letsNobodyInByAnotherTypeOfToken() throws ParseException {
        String token = token("logout+jwt");
        subject(token);

        assertThat(tokens.caller(token)).isEmpty();
    }

    @Test
    void letsNobodyInWhoWasNotCheckedOrIsAskedAboutSomebodyElse() throws ParseException {
        var callers = new KnownCallers(tokens);
        String token = token("at+jwt");
        assertThat(callers.reading("Bearer " + token, token)).isEmpty();
        subject(token);

        assertThat(callers.reading("Bearer " + token, "102")).isEmpty();
        assertThat(callers.reading("Basic " + token, token)).isEmpty();
        assertThat(callers.reading(null, token)).isEmpty();
        clock.pass(Duration.ofSeconds(30));
        assertThat(callers.reading("Bearer " + token, token)).isEmpty();
    }

    private static String token(String type) {
        String header = "{\"alg\":\"ES256\",\"typ\":\"" + type + "\"}";
        return Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8)) + ".claims.signature";
    }
}
