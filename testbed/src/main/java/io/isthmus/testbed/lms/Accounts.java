package io.isthmus.testbed.lms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The rules of accounts that several functions share. */
final class Accounts {

    private final LmsState state;
    private final Sessions sessions;

    Accounts(LmsState state, Sessions sessions) {
        this.state = state;
        this.sessions = sessions;
    }

    /** @return whether another account has it, in any case */
    boolean emailTaken(String email, long exceptId) {
        return state.users.find("emailInAnyCase", Emails.fold(email)).stream()
                .anyMatch(user -> user.id() != exceptId && !user.deleted());
    }

    void checkNewEmail(String email, long userId) {
        if (!Emails.valid(email)) {
            throw MoodleError.moodle("useremailinvalid", "error/useremailinvalid");
        }
        if (emailTaken(email, userId)) {
            throw MoodleError.moodle("useremailduplicate", "Duplicate address");
        }
    }

    /** @return the account, unless Moodle refuses to update such a one */
    LmsUser updatable(long userId) {
        LmsUser user = state.user(userId).orElseThrow(() -> MoodleError.moodle("invaliduserid", "Invalid user ID"));
        if (userId == SampleWorld.ADMIN) {
            throw MoodleError.moodle("usernotupdatedadmin", "Cannot update admin accounts");
        }
        if (user.deleted()) {
            throw MoodleError.moodle("usernotupdateddeleted", "error/usernotupdateddeleted");
        }
        if (userId == SampleWorld.GUEST) {
            throw MoodleError.moodle("usernotupdatedguest", "error/usernotupdatedguest");
        }
        return user;
    }

    /** @return the account that is there and not deleted */
    LmsUser existing(long userId) {
        return state.user(userId).filter(user -> !user.deleted()).orElseThrow(MoodleError::unknownUser);
    }

    void endSessions(long userId) {
        sessions.endOf(userId);
    }

    /** Deletes as Moodle does: the row stays, mangled, without idnumber, enrolments and memberships. */
    void delete(long userId, long callerId) {
        LmsUser user = existing(userId);
        if (userId == callerId) {
            throw MoodleError.moodle("usernotdeletederror", "User not deleted - error");
        }
        if (userId == SampleWorld.ADMIN) {
            throw MoodleError.moodle("useradminodelete", "Administrator accounts cannot be deleted.");
        }
        LmsUser mangled = user.with(
                Map.of("username", user.email() + "." + state.now(), "email", md5(user.username()), "idnumber", ""));
        state.enrolments.find("user", userId).forEach(enrolment -> state.enrolments.remove(enrolment.id()));
        state.cohorts.all().stream()
                .filter(cohort -> cohort.members().contains(userId))
                .forEach(cohort -> state.cohorts.save(cohort.withoutMember(userId)));
        sessions.endOf(userId);
        state.saveUser(mangled.withCustom(Map.of()).asDeleted());
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
