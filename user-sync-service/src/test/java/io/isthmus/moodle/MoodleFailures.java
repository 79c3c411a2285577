package io.isthmus.moodle;

/** Makes the failures that only the client makes otherwise. */
public final class MoodleFailures {

    private MoodleFailures() {}

    public static MoodleException of(String function, String errorcode) {
        return new MoodleException(function, errorcode, Errorcodes.kindOf(errorcode));
    }
}
