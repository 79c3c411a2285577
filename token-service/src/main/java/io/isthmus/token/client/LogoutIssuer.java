package io.isthmus.token.client;

import io.isthmus.token.wire.PublicKeys;

/**
 * An OpenID provider that people of a CMS log in at, and that tells when they left (OpenID Connect Back-Channel
 * Logout 1.0).
 *
 * @param id its {@code iss}
 * @param audience what it calls this service: the {@code aud} of its logout tokens
 * @param source the CMS whose uids its {@code sub} are
 */
public record LogoutIssuer(String id, String audience, String source, PublicKeys keys) {}
