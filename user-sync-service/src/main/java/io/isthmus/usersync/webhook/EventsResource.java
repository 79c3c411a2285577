package io.isthmus.usersync.webhook;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.http.ProblemException;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.Message;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.outbox.OutboxNews;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes changes from those who do not speak Kafka. */
@Path("/v1/events")
@Tag(name = "events")
class EventsResource {

    private static final Logger LOG = Logger.getLogger(EventsResource.class);

    private final Webhooks webhooks;
    private final Journal journal;
    private final WorkNews work;
    private final OutboxNews outbox;
    private final MeterRegistry meters;

    EventsResource(Webhooks webhooks, Journal journal, WorkNews work, OutboxNews outbox, MeterRegistry meters) {
        this.webhooks = webhooks;
        this.journal = journal;
        this.work = work;
        this.outbox = outbox;
        this.meters = meters;
    }

    @POST
    @Path("/{source}")
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    @Operation(
            operationId = "takeEvent",
            summary = "Takes a signed change",
            description = "A CloudEvent over HTTP, structured or binary. Isthmus-Timestamp is Unix time in seconds;"
                    + " Isthmus-Signature is v1= and the HMAC-SHA-256 in hex of the timestamp, a dot, in binary mode"
                    + " every ce- header in the order of their names as name:value and a line feed, and the body. Or a"
                    + " request of Drupal's webhooks module, with x-hub-signature and x-drupal-delivery.")
    @APIResponse(responseCode = "202", description = "In the journal, now or before; or none of our business")
    @APIResponse(responseCode = "401", description = "Unknown source, wrong signature, or out of time")
    @APIResponse(responseCode = "413", description = "Too large")
    @APIResponse(responseCode = "503", description = "Cannot be kept now; send it again")
    public Uni<RestResponse<Void>> take(@PathParam("source") String source, @Context HttpHeaders headers, byte[] body) {
        Verdict verdict = webhooks.judge(new Delivery(source, plain(headers), body));
        if (verdict instanceof Verdict.Taken taken) {
            count("taken");
            return keep(taken.message()).replaceWith(RestResponse.accepted());
        }
        if (verdict instanceof Verdict.Ignored) {
            count("ignored");
            return Uni.createFrom().item(RestResponse.accepted());
        }
        if (verdict instanceof Verdict.TooLarge) {
            count("too-large");
            throw ProblemException.tooLarge("The body is larger than a change can be.");
        }
        count(((Verdict.Refused) verdict).reason());
        throw ProblemException.unauthorized("The request is not signed as it has to be.");
    }

    private Uni<Integer> keep(Message message) {
        return journal.append(List.of(message))
                .invoke(() -> {
                    work.arrived();
                    outbox.committed();
                })
                .onFailure()
                .transform(failure -> {
                    LOG.warnf("event not kept: channel=%s cause=%s", message.channel(), Sql.reason(failure));
                    return ProblemException.unavailable("not-kept", "The change could not be kept. Send it again.");
                });
    }

    private void count(String outcome) {
        meters.counter("isthmus.webhooks", "outcome", outcome).increment();
    }

    private static Map<String, String> plain(HttpHeaders headers) {
        var plain = new HashMap<String, String>();
        headers.getRequestHeaders()
                .forEach((name, values) -> plain.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return plain;
    }
}
