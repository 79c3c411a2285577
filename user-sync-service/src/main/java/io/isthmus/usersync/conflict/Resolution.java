package io.isthmus.usersync.conflict;

import io.isthmus.usersync.http.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a person has decided. */
@Schema(name = "Resolution")
record Resolution(
        @Schema(
                description =
                        "link: that account of the LMS is this user's. retry: the cause is mended, look again. dismiss: "
                                + "leave it as it is until something changes.",
                enumeration = {"link", "retry", "dismiss"},
                required = true)
        @Nullable
        String action,

        @Schema(description = "For link: the account's id at the LMS.") @Nullable
        String lmsUserId) {

    /** Ways to resolve. */
    enum Action {
        LINK,
        RETRY,
        DISMISS;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Action wanted() {
        return Arrays.stream(Action.values())
                .filter(known -> known.code().equals(action))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("unknown-action", "action is link, retry or dismiss."));
    }

    String account() {
        if (lmsUserId == null || lmsUserId.isBlank()) {
            throw ProblemException.badRequest("missing-field", "lmsUserId is needed to link.");
        }
        return lmsUserId;
    }
}
