package io.isthmus.testbed.lms;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The PDF of a certificate for a web-service token, as mod_customcert gives it to the mobile app. */
final class CertificateFiles implements LmsSite.Mounted {

    static final String PATH = "/mod/customcert/mobile/pluginfile.php";

    private final LmsState state;
    private final Tokens tokens;
    private final CertificatePdf pdf;
    private final Calls calls;
    private final Clock clock;

    CertificateFiles(LmsState state, Tokens tokens, CertificatePdf pdf, Calls calls, Clock clock) {
        this.state = state;
        this.tokens = tokens;
        this.pdf = pdf;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public void mount(Router router) {
        router.get(PATH).handler(this::download);
    }

    private void download(RoutingContext context) {
        String value = parameter(context, "token");
        String outcome = "ok";
        try {
            send(context, state.transaction(() -> certificate(context, tokens.find(value))));
        } catch (MoodleError e) {
            outcome = String.valueOf(e.errorcode());
            error(context, e);
        }
        var parameters =
                Map.of("certificateid", parameter(context, "certificateid"), "userid", parameter(context, "userid"));
        calls.add(new Calls.Call(clock.instant(), PATH, tokens.nameOf(value), parameters, outcome));
    }

    private static String parameter(RoutingContext context, String name) {
        String value = context.queryParams().get(name);
        return value == null ? "" : value;
    }

    private Optional<LmsCertificate> certificate(RoutingContext context, LmsToken token) {
        LmsUser caller = tokens.user(token, state);
        String customcertId = parameter(context, "certificateid");
        return state.certificates.find("user", parameter(context, "userid")).stream()
                .filter(issue -> Long.toString(issue.customcertId()).equals(customcertId))
                .filter(issue -> token.has(Capability.CUSTOMCERT_VIEW_ALL) || issue.userId() == caller.id())
                .reduce((older, newer) -> newer);
    }

    /** Where there is no certificate, Moodle answers 200 with nothing in it. */
    private void send(RoutingContext context, Optional<LmsCertificate> certificate) {
        context.response().putHeader("Access-Control-Allow-Origin", "*");
        if (certificate.isEmpty()) {
            context.response()
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end();
            return;
        }
        LmsCertificate issue = certificate.get();
        String file = state.module("customcert", issue.customcertId())
                        .orElseThrow()
                        .name()
                        .replaceAll("[^A-Za-z0-9]+", "_")
                + ".pdf";
        context.response()
                .putHeader("Content-Type", "application/pdf")
                .putHeader("Cache-Control", "private, must-revalidate, post-check=0, pre-check=0, max-age=1")
                .putHeader("Content-Disposition", "inline; filename=\"" + file + "\"; filename*=UTF-8''" + file)
                .end(Buffer.buffer(pdf.of(issue)));
    }

    private static void error(RoutingContext context, MoodleError error) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error.text());
        body.put("errorcode", error.errorcode());
        body.put("stacktrace", null);
        body.put("debuginfo", null);
        body.put("reproductionlink", null);
        context.response()
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Access-Control-Allow-Origin", "*")
                .end(RestServer.write(body));
    }
}
