package io.isthmus.token.erasure;

import io.isthmus.token.LmsConfig;
import io.isthmus.token.link.Links;
import io.isthmus.token.session.EndReason;
import io.isthmus.token.session.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Obeys {@code isthmus.identity.erasures}: the person's sessions end and their link leaves the replica. One replica of
 * this service hears each event, and tries until it is done: a person who was forgotten is not forgotten halfway.
 */
@ApplicationScoped
public class ErasureConsumer {

    private static final Logger LOG = Logger.getLogger(ErasureConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Links links;
    private final String lmsSource;

    @Inject
    public ErasureConsumer(Sessions sessions, Links links, LmsConfig lms) {
        this.sessions = sessions;
        this.links = links;
        this.lmsSource = lms.source();
    }

    /** Completes when the person is forgotten, after which the record counts as read. */
    @Incoming("erasures")
    public Uni<Void> heard(ConsumerRecord<String, byte[]> heard) {
        Optional<ErasedSubject> erased = read(heard);
        if (erased.isEmpty()) {
            LOG.warnf("erasures: record %d of partition %d is not understood", heard.offset(), heard.partition());
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> forget(erased.get()))
                .onFailure()
                .invoke(failure -> LOG.warnf("erasure not done yet: %s", failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private Uni<Void> forget(ErasedSubject erased) {
        return sessions.endAll(erased.subject(), EndReason.ERASED)
                .chain(() -> links.forget(erased.subject(), erased.lmsSource().orElse(lmsSource)));
    }

    private static Optional<ErasedSubject> read(ConsumerRecord<String, byte[]> heard) {
        Header type = heard.headers().lastHeader("ce_type");
        return heard.value() == null
                ? Optional.empty()
                : ErasedSubject.read(
                        new String(heard.value(), StandardCharsets.UTF_8),
                        type == null ? null : new String(type.value(), StandardCharsets.UTF_8));
    }
}
