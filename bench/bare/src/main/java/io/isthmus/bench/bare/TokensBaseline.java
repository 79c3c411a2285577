package io.isthmus.bench.bare;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Reads the bodies that token-service reads and answers in its form and size, without a look at what they say. */
@Path("/bare")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class TokensBaseline {

    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = ISSUED.plusSeconds(120);
    private static final String JTI = "0123456789abcdef0123456789abcdef";
    private static final String REDIRECT = "/course/view.php?id=5";

    /** As long as a token of the person below. */
    private static final String TOKEN = "x".repeat(640);

    private static final Person ADA =
            new Person("101", "ada", "ada@example.org", true, "Ada", "Lovelace", null, null, null);

    /** What {@code POST /v1/tokens/verify} takes. */
    public record Presented(
            @Nullable String token,
            @Nullable String data,
            @Nullable String sig) {}

    /** A person in the API. */
    public record Person(
            @Nullable String cmsUid,
            @Nullable String username,
            @Nullable String email,
            @Nullable Boolean emailVerified,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale,
            @Nullable String city,
            @Nullable String country) {}

    /** What {@code POST /v1/tokens/verify} answers. */
    public record Verified(
            String clientId,
            String source,
            String format,
            String jti,
            Instant issuedAt,
            Instant expiresAt,
            String redirect,
            Person user) {}

    /** What {@code POST /v1/tokens} takes. */
    public record Wanted(
            @Nullable String format,
            @Nullable String audience,
            @Nullable String redirect,
            @Nullable Person user) {}

    /** What {@code POST /v1/tokens} answers. */
    public record Minted(
            String format, String token, String loginUrl, String jti, Instant issuedAt, Instant expiresAt) {}

    @POST
    @Path("/verify")
    public Verified verify(Presented body) {
        return new Verified("bench", "cms", "jwe", JTI, ISSUED, EXPIRES, REDIRECT, ADA);
    }

    @POST
    @Path("/mint")
    public RestResponse<Minted> mint(Wanted body) {
        var minted = new Minted("jwe", TOKEN, "http://127.0.0.1/sso/login?token=" + TOKEN, JTI, ISSUED, EXPIRES);
        return RestResponse.status(RestResponse.Status.CREATED, minted);
    }
}
