package io.isthmus.testbed.portal.learning;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.TokenFormat;
import io.isthmus.testbed.portal.learning.Calls.Answer;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.Outcome.Missing;
import io.isthmus.testbed.portal.learning.Outcome.Unavailable;
import io.isthmus.testbed.portal.people.PortalUser;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks token-service for tokens: for people to log in with, and for the portal's own calls. */
public final class TokenService {

    /**
     * For one person, once.
     *
     * @param fields of the form that hands it over
     * @param loginUrl the same as a link
     */
    public record LoginToken(Map<String, String> fields, URI loginUrl) {
        @Override
        public String toString() {
            return "LoginToken[***]";
        }
    }

    /** @param expiresIn in seconds */
    public record AccessToken(String value, long expiresIn) {
        @Override
        public String toString() {
            return "AccessToken[***]";
        }
    }

    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    private record Minted(
            @Nullable String token,
            @Nullable String data,
            @Nullable String sig,
            @Nullable String loginUrl) {}

    private record Granted(@Nullable String access_token, long expires_in) {}

    private final IsthmusSettings settings;
    private final Calls calls;

    public TokenService(IsthmusSettings settings, Calls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** {@code POST /v1/tokens}. @param redirect path at the LMS; null = wherever it sends people */
    public Outcome<LoginToken> mint(PortalUser user, TokenFormat format, @Nullable String redirect) {
        var body = new LinkedHashMap<String, Object>();
        body.put("format", format.wireName());
        body.put("audience", settings.audience());
        if (redirect != null) {
            body.put("redirect", redirect);
        }
        body.put("user", person(user));
        HttpRequest request = Calls.to(settings.tokenService(), "/v1/tokens")
                .header("Authorization", basic())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Calls.bytes(body)))
                .build();
        Outcome<Minted> minted = Calls.json(calls.send(request), Minted.class);
        return minted instanceof Found<Minted> found ? token(found.value()) : new Unavailable<>();
    }

    private static Outcome<LoginToken> token(Minted minted) {
        if (minted.loginUrl() == null) {
            return new Unavailable<>();
        }
        URI loginUrl = URI.create(minted.loginUrl());
        if (minted.token() != null) {
            return new Found<>(new LoginToken(Map.of("token", minted.token()), loginUrl));
        }
        if (minted.data() != null && minted.sig() != null) {
            var fields = new LinkedHashMap<String, String>();
            fields.put("data", minted.data());
            fields.put("sig", minted.sig());
            return new Found<>(new LoginToken(fields, loginUrl));
        }
        return new Unavailable<>();
    }

    private static Map<String, Object> person(PortalUser user) {
        var person = new LinkedHashMap<String, Object>();
        person.put("cmsUid", String.valueOf(user.uid()));
        person.put("username", user.name());
        person.put("email", user.mail());
        person.put("emailVerified", user.mailVerified());
        person.put("firstName", user.firstName());
        person.put("lastName", user.lastName());
        person.put("locale", user.preferredLangcode());
        person.put("city", user.city());
        String country = user.country();
        person.put("country", country != null && country.matches("[A-Z]{2}") ? country : null);
        person.values().removeIf(value -> value == null);
        return person;
    }

    /** {@code POST /oauth2/token} with {@code client_credentials}. @see RFC 6749 4.4 */
    Outcome<AccessToken> accessToken() {
        return granted(calls.send(tokenRequest("grant_type=client_credentials&scope=courses%3Aread")));
    }

    /**
     * A token for course-service that is good for this person's own data only.
     *
     * @return missing when there is no account at the LMS to give it for
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8693">RFC 8693</a>
     */
    public Outcome<AccessToken> accessTokenOf(PortalUser user) {
        Outcome<LoginToken> minted = mint(user, TokenFormat.JWE, null);
        if (!(minted instanceof Found<LoginToken> found)) {
            return new Unavailable<>();
        }
        String subject = found.value().fields().getOrDefault("token", "");
        Outcome<Answer> answer = calls.send(tokenRequest("grant_type=" + encode(TOKEN_EXCHANGE) + "&subject_token="
                + encode(subject) + "&subject_token_type=" + encode(JWT)));
        boolean refused = answer instanceof Found<Answer> it && it.value().status() == 400;
        return refused ? new Missing<>() : granted(answer);
    }

    private HttpRequest tokenRequest(String form) {
        return Calls.to(settings.tokenService(), "/oauth2/token")
                .header("Authorization", basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private static Outcome<AccessToken> granted(Outcome<Answer> answer) {
        Outcome<Granted> granted = Calls.json(answer, Granted.class);
        if (granted instanceof Found<Granted> found && found.value().access_token() != null) {
            return new Found<>(
                    new AccessToken(found.value().access_token(), found.value().expires_in()));
        }
        return new Unavailable<>();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String basic() {
        String pair = settings.clientId() + ":" + settings.credential().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
