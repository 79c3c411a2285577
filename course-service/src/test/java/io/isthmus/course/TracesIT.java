package io.isthmus.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TracesIT extends RunningService {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String UID = "person-7f3a";

    @Inject
    SpanLog spans;

    @Test
    void tellTheRouteAndNotWhoItIsAbout() {
        asPortal()
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("User-Agent", "browser-of-" + UID)
                .get("/v1/users/{uid}/dashboard?of={uid}", UID, UID);

        Await.until("the request's span", () -> !requests().isEmpty());
        assertThat(requests().get(0).getAttributes().get(AttributeKey.stringKey("http.route")))
                .isEqualTo("/v1/users/{cmsUid}/dashboard");
        assertThat(spans.of(TRACE).toString()).doesNotContain(UID);
    }

    @Test
    void nameNobodyOfPathsThatAreNotThereEither() {
        String trace = TRACE.replace('4', '5');
        asPortal()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/v1/certificates/lms:customcert:" + UID + "/of/" + UID);

        Await.until("the request's span", () -> !spans.of(trace).isEmpty());
        assertThat(spans.of(trace).toString()).doesNotContain(UID);
    }

    private List<SpanData> requests() {
        return spans.of(TRACE).stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .toList();
    }
}
