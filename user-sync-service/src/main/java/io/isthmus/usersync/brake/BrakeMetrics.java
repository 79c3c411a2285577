package io.isthmus.usersync.brake;

import io.isthmus.usersync.brake.BrakeActs.Position;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shows the brake to those who watch over the service. */
@ApplicationScoped
class BrakeMetrics {

    private final BrakeActs acts;
    private final MultiGauge engaged;
    private final MultiGauge held;

    BrakeMetrics(BrakeActs acts, MeterRegistry meters) {
        this.acts = acts;
        engaged = MultiGauge.builder("isthmus.brake.engaged")
                .description("1 while the brake is on")
                .register(meters);
        held = MultiGauge.builder("isthmus.brake.held")
                .description("Suspensions and deletions that wait for a person to look")
                .register(meters);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return acts.positions()
                .invoke(positions -> {
                    engaged.register(rows(positions, at -> at.engagedAt() == null ? 0 : 1), true);
                    held.register(rows(positions, Position::held), true);
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static List<Row<?>> rows(List<Position> positions, ToDoubleFunction<Position> value) {
        return positions.stream()
                .<Row<?>>map(at -> Row.of(Tags.of("source", at.source()), value.applyAsDouble(at)))
                .toList();
    }
}
