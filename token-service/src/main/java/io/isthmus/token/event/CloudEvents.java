package io.isthmus.token.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserClaims;
import io.isthmus.token.wire.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds the events of {@code isthmus.sso.logins} as contracts/ describes them (CloudEvents 1.0, structured mode). */
final class CloudEvents {

    private static final String SOURCE = "/isthmus/token-service";

    private final Clock clock;
    private final RandomText random;
    private final Supplier<Optional<String>> traceparent;

    /** @param traceparent of what is being done now, if it is traced */
    CloudEvents(Clock clock, RandomText random, Supplier<Optional<String>> traceparent) {
        this.clock = clock;
        this.random = random;
        this.traceparent = traceparent;
    }

    OutgoingEvent accepted(AcceptedLogin login) {
        ObjectNode data = StrictJson.newObject()
                .put("loginId", login.loginId())
                .put("cmsSource", login.subject().source())
                .put("cmsUid", login.subject().id())
                .put("lmsSource", login.lmsSource())
                .put("clientId", login.clientId())
                .put("jit", true);
        data.set("user", user(login.subject(), login.user()));
        return event(
                "io.isthmus.login.accepted.v1",
                login.subject().key(),
                login.subject().key(),
                data);
    }

    /** @param subjectHash a keyed hash, if it can be told whose the token was */
    OutgoingEvent refused(Refusal refusal, String reference, Optional<String> subjectHash) {
        ObjectNode data = StrictJson.newObject().put("reason", refusal.reason().code());
        refusal.clientId().ifPresent(client -> data.put("clientId", client));
        refusal.format().ifPresent(format -> data.put("format", format.label()));
        data.put("reference", reference);
        subjectHash.ifPresent(hash -> data.put("subjectHash", hash));
        return event("io.isthmus.login.refused.v1", "refusal", reference, data);
    }

    OutgoingEvent legacyUsed(String clientId, String format, Instant sunset) {
        ObjectNode data = StrictJson.newObject()
                .put("clientId", clientId)
                .put("format", format)
                .put("sunset", sunset.toString());
        return event("io.isthmus.legacy.used.v1", clientId, clientId, data);
    }

    OutgoingEvent started(SessionFacts session, String clientId, String adapter) {
        ObjectNode data = session(session).put("clientId", clientId).put("adapter", adapter);
        return event(
                "io.isthmus.session.started.v1",
                session.subject().key(),
                session.subject().key(),
                data);
    }

    OutgoingEvent ended(SessionFacts session, String reason) {
        ObjectNode data = session(session).put("reason", reason);
        return event(
                "io.isthmus.session.ended.v1",
                session.subject().key(),
                session.subject().key(),
                data);
    }

    private static ObjectNode session(SessionFacts session) {
        return StrictJson.newObject()
                .put("sid", session.sid())
                .put("cmsSource", session.subject().source())
                .put("cmsUid", session.subject().id())
                .put("lmsSource", session.lmsSource())
                .put("lmsUserId", session.lmsUserId());
    }

    private static ObjectNode user(Subject subject, UserClaims claims) {
        ObjectNode user = StrictJson.newObject().put("id", subject.id()).put("username", claims.username());
        claims.email().ifPresent(email -> user.put("email", email).put("emailVerified", claims.emailVerified()));
        claims.firstName().ifPresent(name -> user.put("firstName", name));
        claims.lastName().ifPresent(name -> user.put("lastName", name));
        user.put("status", "active");
        claims.locale().ifPresent(locale -> user.put("locale", locale));
        claims.city().ifPresent(city -> user.put("city", city));
        claims.country().filter(code -> code.matches("[A-Z]{2}")).ifPresent(country -> user.put("country", country));
        user.putArray("groups");
        user.putObject("custom");
        return user;
    }

    private OutgoingEvent event(String type, String subject, String key, ObjectNode data) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode event = StrictJson.newObject()
                .put("specversion", "1.0")
                .put("id", random.uuid())
                .put("source", SOURCE)
                .put("type", type)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        Optional<String> trace = traceparent.get();
        trace.ifPresent(parent -> event.put("traceparent", parent));
        event.set("data", data);
        return new OutgoingEvent(key, new String(StrictJson.bytes(event), StandardCharsets.UTF_8), trace);
    }
}
