package io.isthmus.course.access;

import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Tells from an access token who sent the request. */
@RequestScoped
public class Callers {

    static final String READ = "courses:read";
    static final String BIND = "courses:bind";
    static final String READ_HIDDEN = "courses:read-hidden";

    private final JsonWebToken token;

    Callers(JsonWebToken token) {
        this.token = token;
    }

    /** @throws ForbiddenException if the token names no CMS, or is a client's without {@code courses:read} */
    public Caller current() {
        return of(token);
    }

    static Caller of(JsonWebToken token) {
        return of(token.getClaim("source"), token.getSubject(), token.getClaim("client_id"), token.getGroups());
    }

    /**
     * A client's own token has the client as its subject, and nothing to look for here without the scope. Whatever the
     * scope, a token of a person is for that person.
     */
    static Caller of(@Nullable String source, @Nullable String subject, @Nullable String clientId, Set<String> scopes) {
        if (source == null || source.isEmpty() || subject == null || subject.isEmpty()) {
            throw new ForbiddenException("the token names no source or no subject");
        }
        if (!subject.equals(clientId)) {
            return new Caller.Person(source, subject);
        }
        if (!scopes.contains(READ)) {
            throw new ForbiddenException("a client without " + READ);
        }
        return new Caller.Client(source, scopes.contains(READ_HIDDEN), scopes.contains(BIND));
    }

    /** @throws ForbiddenException if the caller is a person */
    public Caller.Client client() {
        if (current() instanceof Caller.Client client) {
            return client;
        }
        throw new ForbiddenException("for clients only");
    }

    /** @throws ForbiddenException if the caller is no client with {@code courses:bind} */
    public Caller.Client binding() {
        Caller.Client client = client();
        if (!client.mayBind()) {
            throw new ForbiddenException("a client without " + BIND);
        }
        return client;
    }

    /** @throws ForbiddenException if the caller may not read about this person */
    public Subject reading(String cmsUid) {
        return subject(current(), cmsUid).orElseThrow(() -> new ForbiddenException("not about yourself"));
    }

    /** @return empty if the caller may not read about this person */
    static Optional<Subject> subject(Caller caller, String cmsUid) {
        return caller.mayRead(cmsUid) ? Optional.of(new Subject(caller.source(), cmsUid)) : Optional.empty();
    }
}
