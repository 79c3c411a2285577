package io.isthmus.token.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.isthmus.token.Issuer;
import io.isthmus.token.LmsConfig;
import io.isthmus.token.TokenConfig;
import io.isthmus.token.client.Caller;
import io.isthmus.token.client.Callers;
import io.isthmus.token.client.Client;
import io.isthmus.token.http.Problem;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.UserRules;
import io.isthmus.token.verify.UserRules.Judged;
import io.isthmus.token.verify.UserView;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.WireFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Mints SSO tokens for clients. */
@Path("/v1/tokens")
@Tag(name = "tokens")
public class TokensResource {

    private final Callers callers;
    private final TokenMinter minter;
    private final Issuer issuer;
    private final LmsConfig lms;
    private final Clock clock;
    private final Map<WireFormat, Counter> minted = new EnumMap<>(WireFormat.class);

    @Inject
    public TokensResource(
            Callers callers,
            Clock clock,
            RandomText random,
            TokenConfig tokens,
            Issuer issuer,
            LmsConfig lms,
            MeterRegistry meters) {
        this.callers = callers;
        this.minter = new TokenMinter(clock, random, tokens.ttl());
        this.issuer = issuer;
        this.lms = lms;
        this.clock = clock;
        Arrays.stream(WireFormat.values())
                .filter(WireFormat::mintable)
                .forEach(format -> minted.put(format, meters.counter("isthmus.minted", "format", format.label())));
    }

    /**
     * What to mint.
     *
     * @param format jwe unless said otherwise
     * @param audience the client's only one unless said otherwise
     */
    record Body(
            @Nullable String format,
            @Nullable String audience,
            @Nullable String redirect,
            @Nullable UserView user) {}

    /**
     * A token: {@code token}, or {@code data} and {@code sig}.
     *
     * @param loginUrl for a link; better let the browser post the token to {@code /sso/login}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Minted(
            String format,
            @Nullable String token,
            @Nullable String data,
            @Nullable String sig,
            String loginUrl,
            String jti,
            Instant issuedAt,
            Instant expiresAt) {

        @Override
        public String toString() {
            return "Minted[hidden]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "mintToken", summary = "Mints a single-use token of a person (scope token:mint)")
    @APIResponse(responseCode = "201", description = "The token.")
    @APIResponse(responseCode = "400", description = "Nobody could use such a token; the detail says why.")
    @APIResponse(responseCode = "401", description = "The caller is unknown.")
    @APIResponse(responseCode = "403", description = "The client may not mint, or not this.")
    public Uni<RestResponse<Minted>> mint(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, @Nullable Body body) {
        return callers.require(authorization, "token:mint").map(caller -> mint(caller, body));
    }

    private RestResponse<Minted> mint(Caller caller, @Nullable Body body) {
        if (body == null) {
            throw Problem.badRequest("The body is missing.");
        }
        MintRequest request = request(caller.client(), body);
        MintedToken token = minter.mint(request)
                .orElseThrow(() -> Problem.forbidden("The client has no active key for this format."));
        Objects.requireNonNull(minted.get(token.format())).increment();
        return RestResponse.status(RestResponse.Status.CREATED, view(token));
    }

    private MintRequest request(Client client, Body body) {
        WireFormat format = WireFormat.of(Objects.requireNonNullElse(body.format(), WireFormat.JWE.label()))
                .filter(WireFormat::mintable)
                .orElseThrow(() -> Problem.badRequest("format must be ssologin or jwe."));
        if (!client.mayUse(format, clock.instant())) {
            throw Problem.forbidden("The client may not use this format.");
        }
        String audience = Optional.ofNullable(body.audience())
                .or(() -> client.audiences().size() == 1
                        ? client.audiences().stream().findFirst()
                        : Optional.empty())
                .orElseThrow(() -> Problem.badRequest("audience is missing."));
        if (!client.audiences().contains(audience)) {
            throw Problem.forbidden("The client may not mint for this audience.");
        }
        Optional<String> redirect = Optional.ofNullable(body.redirect());
        if (redirect.isPresent()
                && client.redirects().resolve(redirect.get(), lms.site()).isEmpty()) {
            throw Problem.badRequest("redirect must be a path at the LMS or a URL that the client may redirect to.");
        }
        Judged judged = UserRules.judge(body.user());
        if (judged instanceof Judged.Right right) {
            return new MintRequest(client, format, audience, redirect, right.user());
        }
        throw Problem.badRequest(((Judged.Wrong) judged).what());
    }

    private Minted view(MintedToken minted) {
        if (minted.token() instanceof PresentedToken.Signed signed) {
            String sig = Objects.requireNonNull(signed.sig());
            String query = "?data=" + encoded(signed.data()) + "&sig=" + sig;
            return view(minted, query, null, signed.data(), sig);
        }
        String token = ((PresentedToken.Compact) minted.token()).token();
        return view(minted, "?token=" + token, token, null, null);
    }

    private Minted view(
            MintedToken minted, String query, @Nullable String token, @Nullable String data, @Nullable String sig) {
        return new Minted(
                minted.format().label(),
                token,
                data,
                sig,
                issuer.at("/sso/login") + query,
                minted.jti(),
                minted.issuedAt(),
                minted.expiresAt());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
