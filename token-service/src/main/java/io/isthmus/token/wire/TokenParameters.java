package io.isthmus.token.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells the form of a token from the parameters it came in: of a query, a form or a JSON body. */
public record TokenParameters(
        @Nullable String token,
        @Nullable String data,
        @Nullable String sig,
        @Nullable String username,
        @Nullable String email,
        @Nullable String time) {

    /** @return empty if there is no token, or two */
    public Optional<PresentedToken> presented() {
        if (data != null) {
            return token == null ? Optional.of(new PresentedToken.Signed(data, sig)) : Optional.empty();
        }
        if (token == null) {
            return Optional.empty();
        }
        return Optional.of(
                username != null && email != null && time != null
                        ? new PresentedToken.Plain(username, email, time, token)
                        : new PresentedToken.Compact(token));
    }

    @Override
    public String toString() {
        return "TokenParameters[hidden]";
    }
}
