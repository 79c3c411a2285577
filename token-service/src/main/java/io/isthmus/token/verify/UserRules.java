package io.isthmus.token.verify;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold for a person whom a token is minted of, so that the token will be accepted later. */
public final class UserRules {

    private static final int MAX_TEXT = 255;

    private UserRules() {}

    /** A person who can stand in a token, or what is wrong, in words for the caller. */
    public sealed interface Judged {
        record Right(UserClaims user) implements Judged {}

        record Wrong(String what) implements Judged {}
    }

    public static Judged judge(@Nullable UserView user) {
        if (user == null) {
            return new Judged.Wrong("user is missing.");
        }
        if (user.cmsUid() == null || !ClaimRules.isUid(user.cmsUid())) {
            return new Judged.Wrong("user.cmsUid must be 1 to 64 letters, digits or ._@+-");
        }
        Optional<String> username = Optional.ofNullable(user.username()).flatMap(Usernames::normalize);
        if (username.isEmpty()) {
            return new Judged.Wrong("user.username is missing or cannot be a username.");
        }
        for (String text : new @Nullable String[] {
            user.email(), user.firstName(), user.lastName(), user.locale(), user.city(), user.country()
        }) {
            if (text != null && (text.length() > MAX_TEXT || Claims.hasControl(text))) {
                return new Judged.Wrong("A text of user is longer than 255 characters or holds control characters.");
            }
        }
        return new Judged.Right(new UserClaims(
                Optional.of(user.cmsUid()),
                username.get(),
                text(user.email()),
                Boolean.TRUE.equals(user.emailVerified()),
                text(user.firstName()),
                text(user.lastName()),
                text(user.locale()),
                text(user.city()),
                text(user.country())));
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }
}
