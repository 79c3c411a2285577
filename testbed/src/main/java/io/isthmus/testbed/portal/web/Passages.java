package io.isthmus.testbed.portal.web;

import io.isthmus.testbed.portal.SiteSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Ways through this site to services behind it, as an Ingress in front of a CMS has them: the service sees the public
 * host, and in {@code X-Forwarded-*} who asked and how.
 */
public final class Passages {

    private static final Logger LOG = System.getLogger(Passages.class.getName());
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CONNECT_LIMIT_MS = 2_000;

    private static final String COOKIE = "cookie";

    /** What belongs to one connection, and what only this proxy may say. */
    private static final Set<String> OWN = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host",
            "content-length",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto");

    private final HttpClient client;
    private final SiteSettings site;

    public Passages(Vertx vertx, SiteSettings site) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_LIMIT_MS).setMaxPoolSize(64));
        this.site = site;
    }

    /**
     * For routes whose body has been read.
     *
     * @param prefix what the path loses on its way; empty for nothing
     * @param withCookies whether the service may see the cookies of this site
     */
    public Handler<RoutingContext> to(URI service, String prefix, boolean withCookies) {
        return context -> {
            RequestOptions request = request(context, service, prefix, withCookies);
            Buffer body = Objects.requireNonNullElse(context.body().buffer(), Buffer.buffer());
            client.request(request)
                    .compose(out -> send(out, body))
                    .onSuccess(answer -> answer(context, answer))
                    .onFailure(failure -> unreachable(context, service, failure));
        };
    }

    private RequestOptions request(RoutingContext context, URI service, String prefix, boolean withCookies) {
        var origin = RequestOrigin.of(context.request(), site);
        String query = context.request().query();
        String path = context.normalizedPath().substring(prefix.length());
        var request = new RequestOptions()
                .setMethod(context.request().method())
                .setServer(SocketAddress.inetSocketAddress(service.getPort(), service.getHost()))
                .setURI(query == null ? path : path + "?" + query)
                .setTimeout(LIMIT.toMillis());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        context.request().headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OWN.contains(name) && !name.startsWith(":") && !name.equals(COOKIE)) {
                headers.add(header.getKey(), header.getValue());
            }
        });
        List<String> cookies = context.request().headers().getAll(COOKIE);
        if (withCookies && !cookies.isEmpty()) {
            // HTTP/2 may send each by itself, HTTP/1.1 may not.
            headers.set(COOKIE, String.join("; ", cookies));
        }
        return request.setHeaders(headers.set("Host", origin.authority())
                .set("X-Forwarded-For", Requests.address(context))
                .set("X-Forwarded-Host", origin.authority())
                .set("X-Forwarded-Proto", origin.scheme()));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest out, Buffer body) {
        return body.length() == 0 ? out.send() : out.send(body);
    }

    private static void answer(RoutingContext context, HttpClientResponse answer) {
        HttpServerResponse response = context.response().setStatusCode(answer.statusCode());
        String length = answer.getHeader("Content-Length");
        answer.headers().forEach(header -> {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                response.headers().add(header.getKey(), header.getValue());
            }
        });
        if (length != null) {
            response.putHeader("Content-Length", length);
        } else if (context.request().version() != HttpVersion.HTTP_2) {
            response.setChunked(true);
        }
        answer.pipeTo(response).onFailure(cut -> context.request().connection().close());
    }

    private static void unreachable(RoutingContext context, URI service, Throwable failure) {
        LOG.log(
                Level.WARNING,
                "{0} does not answer: {1}",
                service.getAuthority(),
                failure.getClass().getSimpleName());
        if (!context.response().headWritten()) {
            context.fail(502);
        }
    }
}
