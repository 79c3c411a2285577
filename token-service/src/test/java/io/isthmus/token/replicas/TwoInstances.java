package io.isthmus.token.replicas;

import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the {@link Cluster} with the first test that asks for it, for all of them. */
final class TwoInstances implements ParameterResolver {

    private record Running(Cluster cluster) implements CloseableResource, AutoCloseable {
        @Override
        public void close() {
            cluster.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getRoot()
                .getStore(Namespace.create(TwoInstances.class))
                .getOrComputeIfAbsent(Running.class, key -> new Running(Cluster.start()), Running.class);
        return Objects.requireNonNull(running).cluster();
    }
}
