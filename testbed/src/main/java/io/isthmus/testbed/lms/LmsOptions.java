package io.isthmus.testbed.lms;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a stand-in is set up; each {@code with...} gives a changed copy. */
public final class LmsOptions {

    public static final String LOCAL_TOKEN = "isthmus-local-lms-token-0123456789abcdef";
    public static final String LOCAL_LOW_PRIVILEGE_TOKEN = "isthmus-local-lms-lowpriv-0123456789abcdef";
    public static final String LOCAL_SSOLOGIN_SECRET = "isthmus-local-ssologin-secret-0123456789";

    private String host = "127.0.0.1";
    private int port;
    private @Nullable Path dataFolder;
    private String token = LOCAL_TOKEN;
    private String lowPrivilegeToken = LOCAL_LOW_PRIVILEGE_TOKEN;
    private String ssologinSecret = LOCAL_SSOLOGIN_SECRET;
    private String mappingField = "username";
    private @Nullable URI publicUrl;
    private @Nullable URI launchUrl;
    private @Nullable URI logoutRedirect;
    private int maxInputVars = 5_000;
    private Clock clock = Clock.systemUTC();
    private LmsListener listener = new LmsListener() {};
    private Consumer<LmsState> world = SampleWorld::site;

    private LmsOptions() {}

    private LmsOptions(LmsOptions from) {
        host = from.host;
        port = from.port;
        dataFolder = from.dataFolder;
        token = from.token;
        lowPrivilegeToken = from.lowPrivilegeToken;
        ssologinSecret = from.ssologinSecret;
        mappingField = from.mappingField;
        publicUrl = from.publicUrl;
        launchUrl = from.launchUrl;
        logoutRedirect = from.logoutRedirect;
        maxInputVars = from.maxInputVars;
        clock = from.clock;
        listener = from.listener;
        world = from.world;
    }

    /** @return an LMS with an administrator and the token's user, no courses, in memory, on any free port */
    public static LmsOptions empty() {
        return new LmsOptions();
    }

    /** @return an LMS with the people and courses of the local stack, in memory, on any free port */
    public static LmsOptions sample() {
        return empty().withWorld(SampleWorld::fill).withMappingField("idnumber");
    }

    private LmsOptions with(Consumer<LmsOptions> change) {
        var copy = new LmsOptions(this);
        change.accept(copy);
        return copy;
    }

    /** @param value the address to listen at; 127.0.0.1 unless told */
    public LmsOptions withHost(String value) {
        return with(options -> options.host = value);
    }

    /** @param value 0 = any free one */
    public LmsOptions withPort(int value) {
        return with(options -> options.port = value);
    }

    /** @param value where the state is kept between runs; null = in memory only */
    public LmsOptions withDataFolder(@Nullable Path value) {
        return with(options -> options.dataFolder = value);
    }

    /** @param value the web-service token that may do everything */
    public LmsOptions withToken(String value) {
        return with(options -> options.token = value);
    }

    /** @param value a token that may do nearly nothing */
    public LmsOptions withLowPrivilegeToken(String value) {
        return with(options -> options.lowPrivilegeToken = value);
    }

    /** @param value what local_ssologin shares with who mints its tokens */
    public LmsOptions withSsologinSecret(String value) {
        return with(options -> options.ssologinSecret = value);
    }

    /** @param value the account field auth_userkey maps by: {@code username} unless told, {@code idnumber} or {@code email} */
    public LmsOptions withMappingField(String value) {
        return with(options -> options.mappingField = value);
    }

    /** @param value the address browsers know ("wwwroot"); null = its own */
    public LmsOptions withPublicUrl(@Nullable URI value) {
        return with(options -> options.publicUrl = value);
    }

    /** @param value where the login page sends people whom another site knows, with {@code target}; null = nowhere */
    public LmsOptions withLaunchUrl(@Nullable URI value) {
        return with(options -> options.launchUrl = value);
    }

    /** @param value auth_userkey's "Logout redirect URL"; null = the front page */
    public LmsOptions withLogoutRedirect(@Nullable URI value) {
        return with(options -> options.logoutRedirect = value);
    }

    /** @param value PHP's limit of form fields: the rest is dropped in silence */
    public LmsOptions withMaxInputVars(int value) {
        return with(options -> options.maxInputVars = value);
    }

    public LmsOptions withClock(Clock value) {
        return with(options -> options.clock = value);
    }

    public LmsOptions withListener(LmsListener value) {
        return with(options -> options.listener = value);
    }

    /** @param value fills a new state, in place of what would have */
    public LmsOptions withWorld(Consumer<LmsState> value) {
        return with(options -> options.world = value);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    @Nullable
    Path dataFolder() {
        return dataFolder;
    }

    String token() {
        return token;
    }

    String lowPrivilegeToken() {
        return lowPrivilegeToken;
    }

    String ssologinSecret() {
        return ssologinSecret;
    }

    String mappingField() {
        return mappingField;
    }

    @Nullable
    URI publicUrl() {
        return publicUrl;
    }

    @Nullable
    URI logoutRedirect() {
        return logoutRedirect;
    }

    @Nullable
    URI launchUrl() {
        return launchUrl;
    }

    int maxInputVars() {
        return maxInputVars;
    }

    Clock clock() {
        return clock;
    }

    LmsListener listener() {
        return listener;
    }

    Consumer<LmsState> world() {
        return world;
    }
}
