package io.isthmus.token.support;

import io.isthmus.testbed.Await;
import java.net.URI;

/** The running service. */
public final class Service {

    private Service() {}

    public static void awaitReady(URI service) {
        Http program = Http.program(service);
        Await.until("the service is ready", () -> program.get("/q/health/ready").statusCode() == 200);
    }
}
