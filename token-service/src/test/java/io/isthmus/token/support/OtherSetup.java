package io.isthmus.token.support;

import io.isthmus.testbed.lms.LmsOptions;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** What the other tests are not set up for: the other way into the LMS, a low limit of failures, https in front, traces. */
public final class OtherSetup implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "isthmus.login.lms", "ssologin",
                "isthmus.login.ssologin-secret", LmsOptions.LOCAL_SSOLOGIN_SECRET,
                "isthmus.failures.limit", "5",
                "isthmus.issuer", "https://sso.example.org",
                "quarkus.http.proxy.proxy-address-forwarding", "true",
                "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                "quarkus.otel.exporter.otlp.endpoint", "${isthmus.test.receiver}",
                "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.bsp.schedule.delay", "PT0.2S");
    }
}
