package io.isthmus.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Set;

/**
 * A request, made anew for each time it is sent.
 *
 * @param expected the statuses that count
 */
public record Shot(RequestOptions request, Buffer body, Set<Integer> expected) {

    public Shot {
        expected = Set.copyOf(expected);
    }

    public static Shot get(String path, String authorization) {
        return new Shot(
                new RequestOptions().setURI(path).putHeader("Authorization", authorization),
                Buffer.buffer(),
                Set.of(200));
    }

    /** Asks whether what it has is still right, and it is. */
    public static Shot getIf(String path, String authorization, String tag) {
        var request = new RequestOptions()
                .setURI(path)
                .putHeader("Authorization", authorization)
                .putHeader("If-None-Match", tag);
        return new Shot(request, Buffer.buffer(), Set.of(304));
    }

    public static RequestOptions post(String path, String authorization) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setURI(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", authorization);
    }
}
