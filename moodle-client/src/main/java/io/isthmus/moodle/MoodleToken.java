package io.isthmus.moodle;

/** A web-service token. It cannot be printed, and only this package can read it. */
public final class MoodleToken {

    private final String value;

    private MoodleToken(String value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException if the token is blank or holds anything but visible ASCII */
    public static MoodleToken of(String value) {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a Moodle token is visible ASCII without spaces");
        }
        return new MoodleToken(value);
    }

    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "MoodleToken[hidden]";
    }
}
