package io.isthmus.bench.bare;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Gives back the bytes it was given, under headers as a dashboard has them; asks nobody who they are. */
@Path("/bare/bytes")
@NonBlocking
public class BytesBaseline {

    private static final String TAG = "\"bare0123456789abcdefghi\"";

    private static volatile byte[] bytes = {};

    @PUT
    public void put(byte[] content) {
        bytes = content;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<byte[]> get(@HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        RestResponse.ResponseBuilder<byte[]> answer = TAG.equals(ifNoneMatch)
                ? RestResponse.ResponseBuilder.notModified()
                : RestResponse.ResponseBuilder.ok(bytes);
        return answer.header("ETag", TAG)
                .header("Cache-Control", "private, no-cache")
                .header("Server-Timing", "cache;dur=0.01, total;dur=0.02")
                .header("Vary", "Authorization, Accept-Encoding, Origin")
                .header("Age", 0)
                .build();
    }
}
