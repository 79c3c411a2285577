package io.isthmus.testbed.lms;

import static io.isthmus.testbed.lms.Spec.struct;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** core_webservice_get_site_info: who the token is, and what it may call. */
final class SiteFunctions {

    static final String RELEASE = "4.5.6 (Build: 20250811)";
    private static final String VERSION = "2024100706";
    private static final List<String> FEATURES = List.of(
            "usecomments",
            "usetags",
            "enablenotes",
            "messaging",
            "enableblogs",
            "enablecompletion",
            "enablebadges",
            "enablecustomreports",
            "enablecompetencies");

    private final LmsState state;
    private final UserView view;
    private final String wwwroot;
    private final Supplier<List<String>> functions;

    SiteFunctions(LmsState state, UserView view, String wwwroot, Supplier<List<String>> functions) {
        this.state = state;
        this.view = view;
        this.wwwroot = wwwroot;
        this.functions = functions;
    }

    List<WebFunction> all() {
        return List.of(new WebFunction("core_webservice_get_site_info", struct(), this::siteInfo));
    }

    private Object siteInfo(Caller caller, Args args) {
        LmsUser user = caller.user();
        var info = new LinkedHashMap<String, Object>();
        info.put(
                "sitename",
                state.course(LmsState.SITE_COURSE).map(LmsCourse::fullname).orElse(""));
        info.put("username", user.username());
        info.put("firstname", user.firstname());
        info.put("lastname", user.lastname());
        info.put("fullname", user.fullname());
        info.put("lang", "en");
        info.put("userid", user.id());
        info.put("siteurl", wwwroot);
        info.put("userpictureurl", view.picture("f1"));
        info.put("functions", functions(caller.token()));
        info.put("downloadfiles", 1);
        info.put("uploadfiles", 0);
        info.put("release", RELEASE);
        info.put("version", VERSION);
        info.put("mobilecssurl", "");
        info.put(
                "advancedfeatures",
                FEATURES.stream().map(name -> Map.of("name", name, "value", 1)).toList());
        info.put("usercanmanageownfiles", true);
        info.put("userquota", 104_857_600);
        info.put("usermaxuploadfilesize", 67_108_864);
        info.put("userhomepage", 1);
        info.put("userprivateaccesskey", "");
        info.put("siteid", LmsState.SITE_COURSE);
        info.put("sitecalendartype", "gregorian");
        info.put("usercalendartype", "gregorian");
        info.put("userissiteadmin", user.id() == SampleWorld.ADMIN);
        info.put("theme", "boost");
        info.put("limitconcurrentlogins", 0);
        info.put("policyagreed", 0);
        return info;
    }

    private List<Map<String, Object>> functions(LmsToken token) {
        var allowed = new ArrayList<Map<String, Object>>();
        for (String name : functions.get()) {
            if (token.mayCall(name)) {
                allowed.add(Map.of("name", name, "version", VERSION));
            }
        }
        return allowed;
    }
}
