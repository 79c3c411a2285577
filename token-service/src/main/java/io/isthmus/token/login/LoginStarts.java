package io.isthmus.token.login;

import io.isthmus.token.client.Client;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserClaims;
import io.isthmus.token.verify.UserView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Begins a login of somebody whom something else than a token vouches for. */
@Singleton
public class LoginStarts {

    private final PendingLogins pending;
    private final RandomText random;
    private final Clock clock;

    @Inject
    LoginStarts(PendingLogins pending, RandomText random, Clock clock) {
        this.pending = pending;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param user with the CMS uid and the username in normal form
     * @return the key for the browser
     */
    public Uni<String> start(Client client, Subject subject, UserClaims user, Optional<URI> target) {
        String key = random.identifier();
        var login = new PendingLogin(
                random.identifier(),
                client.id(),
                null,
                null,
                subject.source(),
                subject.id(),
                UserView.of(user),
                target.map(URI::toString).orElse(null),
                clock.instant(),
                false,
                false);
        return pending.save(key, login).replaceWith(key);
    }
}
