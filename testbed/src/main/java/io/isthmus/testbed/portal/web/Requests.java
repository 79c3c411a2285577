package io.isthmus.testbed.portal.web;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** What is always there, though Vert.x cannot promise it. */
public final class Requests {

    private Requests() {}

    public static String path(RoutingContext context) {
        return Objects.requireNonNullElse(context.request().path(), "/");
    }

    /** @param name of a part of the route's path */
    public static String pathParam(RoutingContext context, String name) {
        return Objects.requireNonNull(context.pathParam(name), name);
    }

    /** The caller's address, for counting. */
    public static String address(RoutingContext context) {
        return context.request().remoteAddress().hostAddress();
    }
}
