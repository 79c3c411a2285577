package io.isthmus.moodle;

import static io.isthmus.moodle.MoodleException.Kind.CONFIGURATION;
import static io.isthmus.moodle.MoodleException.Kind.PERMANENT;
import static io.isthmus.moodle.MoodleException.Kind.RETRYABLE;

import io.isthmus.moodle.MoodleException.Kind;
import java.util.Map;
import java.util.Set;

/** Error codes: which of Moodle's mean what, and our own for what Moodle has no word for (they have a hyphen). */
public final class Errorcodes {

    /** No connection, or it broke before the answer was whole. */
    public static final String NO_CONNECTION = "no-connection";
    /** No whole answer within the time-out. */
    public static final String TIMED_OUT = "timed-out";
    /** A 200 whose JSON ends too early, or nothing at all. */
    public static final String TRUNCATED = "truncated-answer";
    /** A 200 that is not JSON. */
    public static final String NOT_JSON = "not-json";
    /** A file was asked for and something else came. */
    public static final String NOT_A_FILE = "not-a-file";
    /** Longer than {@link MoodleSettings#maxResponseBytes()}. */
    public static final String TOO_LARGE = "answer-too-large";
    /** More form fields than PHP reads by default: it would drop the rest in silence. */
    public static final String TOO_MANY_FIELDS = "too-many-fields";
    /** An exception without an errorcode, or one that is no code but a text. */
    public static final String NO_ERRORCODE = "no-errorcode";
    /** An HTTP status without an error in the body: {@code http-503}. */
    public static final String HTTP_PREFIX = "http-";

    private static final Set<String> TRANSIENT = Set.of("dbconnectionfailed", "sitemaintenance");

    /** Token, service, or a right of the token's user; {@code wsaccess…} as in Moodle's webservice/lib.php. */
    private static final Set<String> SETUP = Set.of(
            "accessexception",
            "errorcoursecontextnotvalid",
            "errorreportview",
            "invalidlogin",
            "invalidtoken",
            "nopermissions",
            "requireloginerror",
            "servicenotavailable",
            "wsaccessuserdeleted",
            "wsaccessuserexpired",
            "wsaccessusernologin",
            "wsaccessusersuspended",
            "wsaccessuserunconfirmed",
            "wsusercannotassign");

    private static final Map<String, Kind> OURS = Map.of(
            NO_CONNECTION, RETRYABLE,
            TIMED_OUT, RETRYABLE,
            TRUNCATED, RETRYABLE,
            NOT_JSON, RETRYABLE,
            NOT_A_FILE, PERMANENT,
            TOO_LARGE, PERMANENT,
            TOO_MANY_FIELDS, PERMANENT,
            NO_ERRORCODE, PERMANENT);

    private Errorcodes() {}

    /** What is in no table is {@link Kind#PERMANENT}: repeating a call that was refused for an unknown reason helps nobody. */
    static Kind kindOf(String errorcode) {
        if (TRANSIENT.contains(errorcode)) {
            return RETRYABLE;
        }
        if (SETUP.contains(errorcode)) {
            return CONFIGURATION;
        }
        return OURS.getOrDefault(errorcode, PERMANENT);
    }

    /** 403 with an empty body is Moodle with web services or REST switched off; redirects and 404 are a wrong URL. */
    static Kind kindOfStatus(int status) {
        if (status >= 500 || status == 408 || status == 429) {
            return RETRYABLE;
        }
        boolean setup = status < 400 || status == 401 || status == 403 || status == 404 || status == 407;
        return setup ? CONFIGURATION : PERMANENT;
    }
}
