package io.isthmus.usersync;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps traces off until somebody says where they go: without {@code quarkus.otel.exporter.otlp.endpoint} (or the same
 * for traces alone) the SDK is disabled, unless {@code quarkus.otel.sdk.disabled} itself is set.
 */
public final class TracingSwitch implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;
    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (!name.equals(DISABLED) || isSet(value)) {
            return value;
        }
        boolean wanted = isSet(context.proceed(ENDPOINT)) || isSet(context.proceed(TRACES_ENDPOINT));
        return ConfigValue.builder()
                .withName(DISABLED)
                .withValue(String.valueOf(!wanted))
                .withRawValue(String.valueOf(!wanted))
                .withConfigSourceName("isthmus")
                .build();
    }

    /** Defaults have the lowest ordinal there is. */
    private static boolean isSet(@Nullable ConfigValue value) {
        return value != null
                && value.getValue() != null
                && !value.getValue().isEmpty()
                && value.getConfigSourceOrdinal() != Integer.MIN_VALUE;
    }
}
