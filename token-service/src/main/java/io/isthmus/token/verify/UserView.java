package io.isthmus.token.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person in the API: {@code user} of a token that is minted or verified. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserView(
        @Nullable String cmsUid,
        @Nullable String username,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String locale,
        @Nullable String city,
        @Nullable String country) {

    public static UserView of(UserClaims user) {
        return new UserView(
                user.cmsUid().orElse(null),
                user.username(),
                user.email().orElse(null),
                user.email().isPresent() ? user.emailVerified() : null,
                user.firstName().orElse(null),
                user.lastName().orElse(null),
                user.locale().orElse(null),
                user.city().orElse(null),
                user.country().orElse(null));
    }

    /** The same person again, of a view that {@link #of} made. */
    public UserClaims claims() {
        return new UserClaims(
                Optional.ofNullable(cmsUid),
                Objects.requireNonNull(username),
                Optional.ofNullable(email),
                Boolean.TRUE.equals(emailVerified),
                Optional.ofNullable(firstName),
                Optional.ofNullable(lastName),
                Optional.ofNullable(locale),
                Optional.ofNullable(city),
                Optional.ofNullable(country));
    }

    @Override
    public String toString() {
        return "UserView[hidden]";
    }
}
