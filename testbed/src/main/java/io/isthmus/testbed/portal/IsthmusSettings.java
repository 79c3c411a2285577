package io.isthmus.testbed.portal;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the portal reaches Isthmus.
 *
 * @param tokenService as the portal reaches it
 * @param tokenServiceForBrowsers as people's browsers reach it; null = at {@code /sso} of the portal
 * @param courseService as the portal reaches it
 * @param clientId the portal's id at token-service
 * @param credential of the client at token-service's API
 * @param tokenFormat of the tokens to log in with
 * @param audience whom these tokens are for
 * @param timeout of each call
 */
public record IsthmusSettings(
        URI tokenService,
        @Nullable URI tokenServiceForBrowsers,
        URI courseService,
        String clientId,
        Secret credential,
        TokenFormat tokenFormat,
        String audience,
        Duration timeout) {

    /** Those of the local stack. */
    public static IsthmusSettings local() {
        return new IsthmusSettings(
                URI.create("http://127.0.0.1:9001"),
                null,
                URI.create("http://127.0.0.1:9003"),
                "portal",
                new Secret("isthmus-local-portal-api-0123456789"),
                TokenFormat.JWE,
                "lms",
                Duration.ofSeconds(5));
    }

    /** @param browsers the same service as people's browsers reach it; null = at {@code /sso} of the portal */
    public IsthmusSettings withTokenService(URI value, @Nullable URI browsers) {
        return new IsthmusSettings(
                value, browsers, courseService, clientId, credential, tokenFormat, audience, timeout);
    }

    public IsthmusSettings withCourseService(URI value) {
        return new IsthmusSettings(
                tokenService, tokenServiceForBrowsers, value, clientId, credential, tokenFormat, audience, timeout);
    }

    public IsthmusSettings withClient(String id, Secret secret) {
        return new IsthmusSettings(
                tokenService, tokenServiceForBrowsers, courseService, id, secret, tokenFormat, audience, timeout);
    }

    public IsthmusSettings withTokenFormat(TokenFormat value) {
        return new IsthmusSettings(
                tokenService, tokenServiceForBrowsers, courseService, clientId, credential, value, audience, timeout);
    }

    public IsthmusSettings withTimeout(Duration value) {
        return new IsthmusSettings(
                tokenService,
                tokenServiceForBrowsers,
                courseService,
                clientId,
                credential,
                tokenFormat,
                audience,
                value);
    }
}
