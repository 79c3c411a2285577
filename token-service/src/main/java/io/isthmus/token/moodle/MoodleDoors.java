package io.isthmus.token.moodle;

import io.isthmus.token.LmsConfig;
import io.isthmus.token.account.LoginConfig;
import io.isthmus.token.client.Clients;
import io.isthmus.token.login.LmsDoor;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.wire.SsoLoginKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Chooses the way into Moodle that is configured. */
class MoodleDoors {

    private static final int MIN_SECRET = 16;

    @Produces
    @Singleton
    @Startup
    LmsDoor door(
            MoodleConnection moodle,
            LmsConfig lms,
            LoginConfig login,
            Clients clients,
            Clock clock,
            RandomText random) {
        return switch (login.lms()) {
            case USERKEY -> new UserkeyDoor(moodle, lms.site(), login.userkeyField());
            case SSOLOGIN -> new SsoLoginDoor(key(login, clients), lms.site(), clock, random);
        };
    }

    /** A client that knew the LMS's secret could let anybody in past every check made here. */
    private static SsoLoginKey key(LoginConfig login, Clients clients) {
        SecretBytes secret = SecretBytes.ofText(login.ssologinSecret().orElse(""));
        if (secret.length() < MIN_SECRET) {
            throw new IllegalArgumentException("isthmus.login.ssologin-secret must have at least 16 bytes");
        }
        if (clients.current().knows(secret)) {
            throw new IllegalArgumentException("isthmus.login.ssologin-secret is a client's key; give the LMS its own");
        }
        return SsoLoginKey.of(secret);
    }
}
