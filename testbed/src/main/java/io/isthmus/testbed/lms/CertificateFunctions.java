package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.optional;
import static io.isthmus.testbed.lms.Spec.required;
import static io.isthmus.testbed.lms.Spec.struct;

import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** mod_customcert_list_issues, and the refusals of tool_certificate. */
final class CertificateFunctions {

    private final LmsState state;
    private final CertificatePdf pdf;

    CertificateFunctions(LmsState state, CertificatePdf pdf) {
        this.state = state;
        this.pdf = pdf;
    }

    List<WebFunction> all() {
        return List.of(
                new WebFunction(
                        "mod_customcert_list_issues",
                        struct(
                                optional("timecreatedfrom", ParamType.INT, "0"),
                                optional("userid", ParamType.INT, "0"),
                                optional("customcertid", ParamType.INT, "0"),
                                optional("includepdf", ParamType.BOOL, "0"),
                                optional("limit", ParamType.INT, "100"),
                                optional("offset", ParamType.INT, "0")),
                        this::issues),
                new WebFunction(
                        "tool_certificate_potential_users_selector",
                        struct(required("search", ParamType.RAW), required("itemid", ParamType.INT)),
                        CertificateFunctions::refuse),
                new WebFunction(
                        "tool_certificate_regenerate_issue_file",
                        struct(required("id", ParamType.INT)),
                        CertificateFunctions::refuse));
    }

    /** A connector has no business with tool_certificate, whose issues no web service lists. */
    private static Object refuse(Caller caller, Args args) {
        throw MoodleError.noPermission(Capability.CERTIFICATE_ISSUE);
    }

    /** Newest first, at most 500 at once. */
    private Object issues(Caller caller, Args args) {
        caller.require(Capability.CUSTOMCERT_VIEW_ALL);
        long from = args.number("timecreatedfrom");
        long userId = args.number("userid");
        long customcertId = args.number("customcertid");
        return state.certificates.all().stream()
                .filter(issue -> issue.timeCreated() >= from)
                .filter(issue -> userId == 0 || issue.userId() == userId)
                .filter(issue -> customcertId == 0 || issue.customcertId() == customcertId)
                .sorted(Comparator.comparingLong(LmsCertificate::timeCreated).reversed())
                .skip(Math.max(0, args.number("offset")))
                .limit(Math.max(1, Math.min(500, args.number("limit"))))
                .map(issue -> issue(issue, args.flag("includepdf")))
                .toList();
    }

    private Map<String, Object> issue(LmsCertificate issue, boolean withPdf) {
        LmsUser user = state.user(issue.userId()).orElseThrow();
        LmsModule module = state.module("customcert", issue.customcertId()).orElseThrow();
        var view = new LinkedHashMap<String, Object>();
        view.put(
                "issue",
                Map.of(
                        "id", issue.id(),
                        "customcertid", issue.customcertId(),
                        "code", issue.code(),
                        "emailed", false,
                        "timecreated", issue.timeCreated()));
        view.put(
                "user",
                Map.of(
                        "id", user.id(),
                        "fullname", user.fullname(),
                        "username", user.username(),
                        "email", user.email()));
        view.put("template", Map.of("id", module.instance(), "name", module.name(), "contextid", module.contextId()));
        view.put("pdf", pdf(issue, module, withPdf));
        return view;
    }

    private Map<String, Object> pdf(LmsCertificate issue, LmsModule module, boolean wanted) {
        var view = new LinkedHashMap<String, Object>();
        String name = module.name().toLowerCase(Locale.ROOT).replace(' ', '_') + "_certificate.pdf";
        view.put("name", wanted ? name : null);
        view.put("content", wanted ? Base64.getEncoder().encodeToString(pdf.of(issue)) : null);
        view.put("haspdf", wanted);
        return view;
    }
}
