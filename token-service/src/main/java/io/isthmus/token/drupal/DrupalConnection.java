package io.isthmus.token.drupal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.token.CmsConfig;
import io.isthmus.token.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Reads from Drupal's JSON:API. The call goes to {@code isthmus.cms.url} and carries the host and the scheme of
 * {@code isthmus.cms.public-url}: Drupal names its cookie after them. No cookie is kept and no redirect followed.
 */
@Singleton
class DrupalConnection {

    private static final Logger LOG = Logger.getLogger(DrupalConnection.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Characters; {@code /jsonapi} lists every resource there is. */
    private static final int MAX_ANSWER = 1024 * 1024;

    private final HttpClient http;
    private final URI url;
    private final URI site;
    private final long timeout;

    @Inject
    DrupalConnection(Vertx vertx, CmsConfig config) {
        int millis = (int) config.timeout().toMillis();
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(millis).setMaxPoolSize(32));
        this.url = config.url();
        this.site = config.site();
        this.timeout = millis;
    }

    /**
     * GET. Fails with {@link Unavailable} unless the answer is 200 with JSON.
     *
     * @param path begins with a slash
     * @param headers what tells who is asking
     */
    Uni<JsonNode> get(String path, Map<String, String> headers) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port(url), url.getHost()))
                .setHost(site.getHost())
                .setPort(port(site))
                .setSsl("https".equals(url.getScheme()))
                .setURI(base() + path)
                .setTimeout(timeout)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/vnd.api+json")
                .putHeader("X-Forwarded-Proto", site.getScheme());
        headers.forEach(request::putHeader);
        return Uni.createFrom()
                .completionStage(() -> http.request(request)
                        .compose(sent -> sent.send())
                        .compose(DrupalConnection::body)
                        .toCompletionStage())
                .map(DrupalConnection::parse)
                .onFailure(failure -> !(failure instanceof Unavailable))
                .transform(failure -> new Unavailable(Unavailable.Dependency.CMS, failure));
    }

    private static Future<String> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            LOG.warnf("CMS status=%d", response.statusCode());
            response.request().reset();
            return Future.failedFuture(new Unavailable(Unavailable.Dependency.CMS));
        }
        return response.body().map(buffer -> {
            if (buffer.length() > MAX_ANSWER) {
                throw new Unavailable(Unavailable.Dependency.CMS);
            }
            return buffer.toString();
        });
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            LOG.warn("the CMS answered with something else than JSON");
            throw new Unavailable(Unavailable.Dependency.CMS);
        }
    }

    private String base() {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static int port(URI uri) {
        return uri.getPort() != -1 ? uri.getPort() : "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
