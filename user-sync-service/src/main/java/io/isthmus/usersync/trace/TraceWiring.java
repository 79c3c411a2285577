package io.isthmus.usersync.trace;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Singleton
final class TraceWiring {

    @Produces
    @Singleton
    Traces traces(OpenTelemetry telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        return disabled ? Traces.OFF : new Traces(telemetry.getTracer("io.isthmus.usersync"));
    }
}
