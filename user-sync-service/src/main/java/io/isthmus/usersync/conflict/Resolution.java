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

        @Schema(description = "For link: the account's id at the LMS, unless the conflict is about an account.")
        @Nullable
        String lmsUserId,

        @Schema(description = "For link, of a conflict that is about an account: the user's uid at the CMS.") @Nullable
        String cmsUid) {

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
        return needed(lmsUserId, "lmsUserId");
    }

    String user() {
        return needed(cmsUid, "cmsUid");
    }

    private static String needed(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badRequest("missing-field", name + " is needed to link.");
        }
        return value;
    }
}
