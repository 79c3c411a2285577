package io.isthmus.testbed.lms;

import org.jspecify.annotations.Nullable;

/** A refusal as Moodle words it: sent as HTTP 200 with {@code exception}, {@code errorcode} and {@code message}. */
final class MoodleError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String exception;
    private final @Nullable String errorcode;
    private final @Nullable String debuginfo;

    MoodleError(String exception, @Nullable String errorcode, String message, @Nullable String debuginfo) {
        super(message, null, false, false);
        this.exception = exception;
        this.errorcode = errorcode;
        this.debuginfo = debuginfo;
    }

    static MoodleError invalidParameter(String debuginfo) {
        return new MoodleError(
                "core\\exception\\invalid_parameter_exception",
                "invalidparameter",
                "Invalid parameter value detected",
                debuginfo);
    }

    static MoodleError moodle(String errorcode, String message) {
        return new MoodleError("core\\exception\\moodle_exception", errorcode, message, null);
    }

    static MoodleError coding(String hint) {
        return new MoodleError(
                "core\\exception\\coding_exception",
                "codingerror",
                "Coding error detected, it must be fixed by a programmer: " + hint,
                null);
    }

    /** The token may not call this function at all. */
    static MoodleError access(String debuginfo) {
        return new MoodleError("webservice_access_exception", "accessexception", "Access control exception", debuginfo);
    }

    static MoodleError noPermission(Capability capability) {
        return new MoodleError(
                "core\\exception\\required_capability_exception",
                "nopermissions",
                "Sorry, but you do not currently have permissions to do that (" + capability.label() + ").",
                null);
    }

    static MoodleError courseNotAccessible() {
        return new MoodleError(
                "core\\exception\\require_login_exception",
                "requireloginerror",
                "Course or activity not accessible.",
                null);
    }

    static MoodleError missingRecord(String table) {
        return new MoodleError(
                "dml_missing_record_exception",
                "invalidrecord",
                "Can't find data record in database table " + table + ".",
                null);
    }

    static MoodleError missingReport(long id) {
        return new MoodleError(
                "dml_missing_record_exception",
                "invalidrecord",
                "Can't find data record in database table reportbuilder_report.",
                "SELECT * FROM {reportbuilder_report} WHERE id = ?\n[array (\n  0 => " + id + ",\n)]");
    }

    static MoodleError unknownUser() {
        return new MoodleError("dml_missing_record_exception", "invaliduser", "Invalid user", null);
    }

    static MoodleError invalidResponse() {
        return new MoodleError(
                "core\\exception\\invalid_response_exception",
                "invalidresponse",
                "Invalid response value detected",
                null);
    }

    static MoodleError databaseWrite() {
        return new MoodleError("dml_write_exception", "dmlwriteexception", "Error writing to database", null);
    }

    String exception() {
        return exception;
    }

    @Nullable
    String errorcode() {
        return errorcode;
    }

    @Nullable
    String debuginfo() {
        return debuginfo;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
