package io.isthmus.usersync.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TracerProvider;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TracesTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** As the intake does while the database is away. */
    @Test
    void letsWorkThatTakesInEventsBeTriedAgain() {
        var traces = new Traces(TracerProvider.noop().get("test"));
        var tries = new AtomicInteger();
        Uni<Integer> third = Uni.createFrom().item(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("no database");
            }
            return tries.get();
        });

        Uni<Integer> taken = traces.takingIn(List.of(Optional.of(TRACEPARENT), Optional.empty()), "journal", third);

        assertThat(taken.onFailure().retry().atMost(5).await().indefinitely()).isEqualTo(3);
    }
}
