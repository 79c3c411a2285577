package io.isthmus.local;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one stack for all of them: a {@link PlainStack} to those that come first, by their {@code @Order}, and may change
 * whatever they like, then a {@link TestStack} to the others. There is never more than one of them.
 */
final class SharedStack implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedStack.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestStack.class || type == PlainStack.class;
    }

    @Override
    public AutoCloseable resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(HERE);
        if (parameter.getParameter().getType() == PlainStack.class) {
            return store.computeIfAbsent(PlainStack.class, key -> PlainStack.start(), PlainStack.class);
        }
        PlainStack before = store.remove(PlainStack.class, PlainStack.class);
        if (before != null) {
            before.close();
        }
        return store.computeIfAbsent(TestStack.class, key -> TestStack.start(), TestStack.class);
    }
}
