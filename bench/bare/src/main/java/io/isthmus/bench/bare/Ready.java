package io.isthmus.bench.bare;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Says that the service has started. */
@Path("/bare/ready")
public class Ready {

    @GET
    @NonBlocking
    public String ready() {
        return "ready";
    }
}
