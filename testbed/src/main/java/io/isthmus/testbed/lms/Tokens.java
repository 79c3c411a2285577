package io.isthmus.testbed.lms;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web-service tokens. */
final class Tokens {

    private final List<LmsToken> tokens = new CopyOnWriteArrayList<>();

    LmsToken add(LmsToken token) {
        tokens.add(token);
        return token;
    }

    LmsToken find(String value) {
        return tokens.stream()
                .filter(token -> token.is(value))
                .findFirst()
                .orElseThrow(() -> MoodleError.moodle("invalidtoken", "Invalid token - token not found"));
    }

    LmsToken named(String name) {
        return tokens.stream()
                .filter(token -> token.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such token"));
    }

    /** @return the name that may stand in a log */
    String nameOf(String value) {
        return tokens.stream()
                .filter(token -> token.is(value))
                .findFirst()
                .map(LmsToken::name)
                .orElse("?");
    }

    /** @return the account behind the token, when both are good for calling */
    LmsUser user(LmsToken token, LmsState state) {
        if (!token.isUsable()) {
            throw MoodleError.access("Invalid token - token expired or bound to another address");
        }
        LmsUser user = state.user(token.userId()).orElseThrow(MoodleError::unknownUser);
        if (user.deleted()) {
            throw refused("wsaccessuserdeleted", "deleted", user);
        }
        if (user.suspended()) {
            throw refused("wsaccessusersuspended", "suspended", user);
        }
        if (user.auth().equals("nologin")) {
            throw refused("wsaccessusernologin", "nologin authentication", user);
        }
        return user;
    }

    private static MoodleError refused(String errorcode, String why, LmsUser user) {
        return MoodleError.moodle(errorcode, "Refused web service access for " + why + " username: " + user.username());
    }
}
