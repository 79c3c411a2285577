package io.isthmus.token.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Where a request comes from: the proxy's word counts if {@code quarkus.http.proxy.*} trusts that proxy. */
public final class RemoteAddress {

    private RemoteAddress() {}

    public static InetAddress of(HttpServerRequest request) {
        try {
            String address = Optional.ofNullable(request.remoteAddress())
                    .map(remote -> remote.hostAddress())
                    .orElse("0.0.0.0");
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
