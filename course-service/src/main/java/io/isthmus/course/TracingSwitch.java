package io.isthmus.course;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Traces are on as soon as it is configured where they go, and off before; setting the switch itself wins. */
public final class TracingSwitch implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String SWITCH = "quarkus.otel.sdk.disabled";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (!name.equals(SWITCH) || isConfigured(value)) {
            return value;
        }
        boolean somewhere = Stream.of(
                        "quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint")
                .anyMatch(endpoint -> isConfigured(context.proceed(endpoint)));
        String disabled = Boolean.toString(!somewhere);
        return ConfigValue.builder()
                .withName(SWITCH)
                .withValue(disabled)
                .withRawValue(disabled)
                .withConfigSourceName("tracing switch")
                .build();
    }

    /** What nobody configured comes from the source of the defaults, which ranks below all others. */
    private static boolean isConfigured(@Nullable ConfigValue value) {
        return value != null
                && value.getConfigSourceOrdinal() > Integer.MIN_VALUE
                && value.getValue() != null
                && !value.getValue().isBlank();
    }
}
