package io.isthmus.token.support;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a browser. */
public final class Visitor {

    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"");

    private final Http browser;

    public Visitor(URI service) {
        this.browser = Http.browser(service);
    }

    public Http browser() {
        return browser;
    }

    /** Hands a token over by a form, as a CMS has the browser do. */
    public HttpResponse<String> handIn(Map<String, String> token) {
        return browser.postForm("/sso/login", token);
    }

    /** Hands a token over that must be accepted, and goes on. */
    public HttpResponse<String> login(Map<String, String> token) {
        HttpResponse<String> begun = handIn(token);
        if (begun.statusCode() != 303) {
            throw new AssertionError("not accepted: " + begun.statusCode());
        }
        return proceed();
    }

    /** Goes on until there is an answer other than "wait": links arrive by Kafka. */
    public HttpResponse<String> proceed() {
        while (true) {
            HttpResponse<String> answer = browser.get("/sso/continue");
            if (!isWaiting(answer)) {
                return answer;
            }
        }
    }

    /** Presses the button of a page that asks something. */
    public HttpResponse<String> press(HttpResponse<String> page, String form, String action) {
        Matcher seal = SEAL.matcher(page.body());
        if (!seal.find()) {
            throw new AssertionError("this page asks nothing");
        }
        return browser.postForm(form, Map.of("seal", seal.group(1), "action", action));
    }

    public static boolean isWaiting(HttpResponse<String> page) {
        return page.body().contains("http-equiv=\"refresh\"");
    }
}
