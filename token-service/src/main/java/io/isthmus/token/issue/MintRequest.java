package io.isthmus.token.issue;

import io.isthmus.token.client.Client;
import io.isthmus.token.verify.UserClaims;
import io.isthmus.token.wire.WireFormat;
import java.util.Optional;

/**
 * What a client wants a token of.
 *
 * @param audience one of the client's
 * @param redirect allowed for the client
 * @param user with the CMS uid and the username in normal form
 */
record MintRequest(Client client, WireFormat format, String audience, Optional<String> redirect, UserClaims user) {}
