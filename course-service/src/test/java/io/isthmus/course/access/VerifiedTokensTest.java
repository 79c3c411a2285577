package io.isthmus.course.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.isthmus.course.MovingClock;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Duration;
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
}
