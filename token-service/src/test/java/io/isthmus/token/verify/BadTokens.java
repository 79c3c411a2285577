package io.isthmus.token.verify;

import io.isthmus.token.support.Forge;
import java.util.stream.Stream;

/** Every way to get a token wrong that anybody thought of, for the registry of the tests. */
final class BadTokens {

    private BadTokens() {}

    static Stream<BadToken> all(Forge forge) {
        var tokens = new TokenList(forge);
        new MalformedTokens(tokens).addAll();
        new MisjudgedTokens(tokens).addAll();
        new MisleadingTokens(tokens).addAll();
        return tokens.all().stream();
    }
}
