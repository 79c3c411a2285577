package io.isthmus.testbed.portal.learning;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.Outcome.Missing;
import io.isthmus.testbed.portal.learning.Outcome.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls to the services: each with a time limit over all of it and a limit to what is read. */
public final class Calls {

    /** @param status of the answer */
    record Answer(int status, byte[] body) {}

    private static final Logger LOG = System.getLogger(Calls.class.getName());
    private static final int MAX_BYTES = 16 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout of a call */
    public Calls(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    static HttpRequest.Builder to(URI service, String path) {
        return HttpRequest.newBuilder(URI.create(service.toString().replaceFirst("/+$", "") + path));
    }

    Outcome<Answer> send(HttpRequest request) {
        CompletableFuture<HttpResponse<InputStream>> sent = client.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return new Found<>(sent.thenApplyAsync(Calls::read).get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            LOG.log(Level.WARNING, "{0} does not answer: {1}", request.uri().getAuthority(), cause(e));
        } catch (TimeoutException e) {
            giveUp(sent);
            LOG.log(Level.WARNING, "{0} takes more than {1}", request.uri().getAuthority(), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Unavailable<>();
    }

    private static void giveUp(CompletableFuture<HttpResponse<InputStream>> sent) {
        if (!sent.cancel(true)) {
            sent.thenAccept(response -> {
                try {
                    response.body().close();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "a late answer would not close", e);
                }
            });
        }
    }

    private static String cause(ExecutionException e) {
        return String.valueOf(
                e.getCause() == null ? null : e.getCause().getClass().getSimpleName());
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalStateException("more than " + MAX_BYTES + " bytes");
            }
            return new Answer(response.statusCode(), bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the JSON of a successful answer; 404 is missing, everything else unavailable. */
    static <T> Outcome<T> json(Outcome<Answer> outcome, Class<T> type) {
        if (!(outcome instanceof Found<Answer> found)) {
            return new Unavailable<>();
        }
        int status = found.value().status();
        if (status == 404) {
            return new Missing<>();
        }
        if (status / 100 != 2) {
            LOG.log(Level.WARNING, "a service of Isthmus answers {0}", status);
            return new Unavailable<>();
        }
        try {
            return new Found<>(JSON.readValue(found.value().body(), type));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a service of Isthmus answers with what is no {0}", type.getSimpleName());
            return new Unavailable<>();
        }
    }

    static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
