package io.isthmus.token.support;

import java.net.http.HttpResponse;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What of an answer is the same from one refusal to the next. */
public final class Answers {

    private static final Pattern REFERENCE = Pattern.compile("[2-9A-Z]{4}-[2-9A-Z]{4}");

    private Answers() {}

    /** @return status, headers and body, but for the date and the reference */
    public static String shape(HttpResponse<String> response) {
        var headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return response.statusCode() + " " + headers + " "
                + REFERENCE.matcher(response.body()).replaceAll("REFERENCE");
    }
}
