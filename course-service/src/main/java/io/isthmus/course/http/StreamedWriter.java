package io.isthmus.course.http;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends what is streamed under its length, where that is known, the next part once the last one is written. Quarkus
 * itself sends every {@link Multi} chunked, whatever its length.
 */
@Provider
public class StreamedWriter implements ServerMessageBodyWriter<Streamed> {

    private static final Logger LOG = Logger.getLogger(StreamedWriter.class);
    private static final List<String> ABOUT_THE_CONTENT = List.of(
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_DISPOSITION,
            "Content-Range",
            "Accept-Ranges");

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Streamed.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Streamed.class.isAssignableFrom(type);
    }

    /** A failure before the first byte is still told; after it, the connection ends before the content does. */
    @Override
    public void writeResponse(Streamed streamed, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        HttpServerResponse response = request.unwrap(RoutingContext.class).response();
        request.suspend();
        send(streamed, response).subscribe().with(sent -> request.resume(), failure -> {
            if (response.headWritten() || response.closed()) {
                LOG.infof("answer=cut cause=%s", failure.getMessage());
                response.reset();
                request.resume();
                return;
            }
            ABOUT_THE_CONTENT.forEach(response.headers()::remove);
            request.resume(failure);
        });
    }

    /** @return fails if the content fails, or is not as long as was said */
    static Uni<Void> send(Streamed streamed, HttpServerResponse response) {
        return streamed.length() < 0 ? sendChunks(streamed, response) : sendWhole(streamed, response);
    }

    private static Uni<Void> sendChunks(Streamed streamed, HttpServerResponse response) {
        return streamed.content()
                .onItem()
                .transformToUniAndConcatenate(
                        part -> written(part, response.isChunked() ? response : response.setChunked(true)))
                .collect()
                .asList()
                .chain(all ->
                        Uni.createFrom().completionStage(() -> response.end().toCompletionStage()));
    }

    private static Uni<Void> sendWhole(Streamed streamed, HttpServerResponse response) {
        var sent = new AtomicLong();
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(streamed.length()));
        return streamed.content()
                .onItem()
                .transformToUniAndConcatenate(part -> sent.addAndGet(part.length()) > streamed.length()
                        ? Uni.createFrom().failure(new IOException("longer than was said"))
                        : written(part, response))
                .collect()
                .asList()
                .chain(all -> sent.get() < streamed.length()
                        ? Uni.createFrom().failure(new IOException("shorter than was said"))
                        : Uni.createFrom().completionStage(() -> response.end().toCompletionStage()));
    }

    private static Uni<Void> written(Buffer part, HttpServerResponse response) {
        return Uni.createFrom().completionStage(() -> response.write(part).toCompletionStage());
    }

    @Override
    public void writeTo(
            Streamed streamed,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        throw new IOException("streams are written without interceptors");
    }
}
