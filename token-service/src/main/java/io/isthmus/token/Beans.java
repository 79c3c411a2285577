package io.isthmus.token;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What every feature may ask for: the time, chance, and the name of this service. */
class Beans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    Issuer issuer(@ConfigProperty(name = "isthmus.issuer", defaultValue = "http://localhost:9001") URI issuer) {
        return new Issuer(issuer);
    }
}
