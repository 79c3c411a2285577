package io.isthmus.local;

import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import java.net.URI;

/** The outside world of the local stack: an LMS and a CMS that keep their state between runs. */
final class Doubles {

    static final String LMS_TOKEN = LmsOptions.LOCAL_TOKEN;

    /** Moodle's first site administrator. */
    static final String LMS_ADMINISTRATOR = "2";

    static final String CMS_USER = "isthmus";
    static final String CMS_PASSWORD = "isthmus-local-connector";

    private Doubles() {}

    /** An LMS with a producer of events beside it. */
    static AutoCloseable lms(Settings settings) {
        var producer = new LmsProducer(settings.kafka());
        LmsStandIn lms = LmsStandIn.start(LmsOptions.sample()
                .withPort(settings.port(Port.LMS))
                .withDataFolder(settings.data().resolve("lms"))
                .withPublicUrl(URI.create(settings.localUrl(Port.LMS)))
                .withLaunchUrl(URI.create(isthmus(settings) + "/sso/launch"))
                .withLogoutRedirect(URI.create(isthmus(settings) + "/sso/logout"))
                .withListener(producer));
        return () -> {
            lms.close();
            producer.close();
        };
    }

    /** At the CMS's own host, where its session is seen; a real CMS may have nothing there. */
    private static String isthmus(Settings settings) {
        return settings.localUrl(settings.starts(Port.PORTAL) ? Port.PORTAL : Port.TOKEN);
    }

    static AutoCloseable portal(Settings settings) {
        return Portal.start(PortalOptions.sample()
                .withPort(settings.port(Port.PORTAL))
                .withPublicUrl(URI.create(settings.localUrl(Port.PORTAL)))
                .withDataFolder(settings.data().resolve("portal"))
                .withKafka(settings.kafka())
                .withIsthmus(IsthmusSettings.local()
                        .withTokenService(URI.create(settings.localUrl(Port.TOKEN)), null)
                        .withCourseService(URI.create(settings.localUrl(Port.COURSE)))));
    }
}
