package io.isthmus.token.http;

import io.isthmus.token.Unavailable;
import io.isthmus.token.secret.RandomText;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Answers people with pages and programs with problems, when things go wrong too. */
@Singleton
public class People {

    private static final Logger LOG = Logger.getLogger(People.class);

    private final ErrorPages pages;
    private final RandomText random;

    @Inject
    public People(ErrorPages pages, RandomText random) {
        this.pages = pages;
        this.random = random;
    }

    public Locale language(HttpHeaders headers) {
        return pages.language(headers.getAcceptableLanguages());
    }

    /** A page for a person, or the problem for a program. */
    public Uni<Response> page(HttpHeaders headers, int status, Function<Locale, Uni<String>> page, Problem problem) {
        return PageResponses.wanted(headers)
                ? page.apply(language(headers)).map(html -> PageResponses.page(status, html))
                : Uni.createFrom().item(problem.toResponse());
    }

    /** What a token met that is not accepted: the page of refusals, or that its network should stay away. */
    public Uni<Response> refusal(
            HttpHeaders headers,
            String reference,
            Optional<Duration> retryAfter,
            Function<Locale, Uni<String>> refused,
            Function<Locale, Uni<String>> limited) {
        Problem problem = Problem.tokenRefused(reference, retryAfter);
        if (retryAfter.isEmpty()) {
            return page(headers, 401, refused, problem);
        }
        return page(headers, 429, limited, problem)
                .map(answer -> Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, retryAfter.get().toSeconds() + 1)
                        .build());
    }

    /** Does the work; a person sees a page also if it fails. */
    public Uni<Response> guarded(HttpHeaders headers, Supplier<Uni<Response>> work) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure(failure -> PageResponses.wanted(headers) && !(failure instanceof WebApplicationException))
                .recoverWithUni(failure -> failed(headers, failure));
    }

    private Uni<Response> failed(HttpHeaders headers, Throwable failure) {
        if (failure instanceof Unavailable unavailable) {
            LOG.warnf("unavailable dependency=%s", unavailable.dependency());
            return pages.unavailable(language(headers)).map(html -> PageResponses.page(503, html));
        }
        String reference = random.reference();
        LOG.errorf(failure, "request failed reference=%s", reference);
        return pages.failed(language(headers), reference).map(html -> PageResponses.page(500, html));
    }
}
