package io.isthmus.token.event;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends events to {@code isthmus.sso.logins}. */
@Singleton
public class LoginEventProducer implements EventSender {

    private static final byte[] STRUCTURED = "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII);

    private final MutinyEmitter<String> logins;

    @Inject
    public LoginEventProducer(@Channel("logins") MutinyEmitter<String> logins) {
        this.logins = logins;
    }

    @Override
    public Uni<Void> send(OutgoingEvent event) {
        var headers = new RecordHeaders().add("content-type", STRUCTURED);
        event.traceparent().ifPresent(parent -> headers.add("traceparent", parent.getBytes(StandardCharsets.US_ASCII)));
        var metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(event.key())
                .withHeaders(headers)
                .build();
        return logins.sendMessage(Message.of(event.json()).addMetadata(metadata));
    }
}
