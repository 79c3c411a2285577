package io.isthmus.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The closing table: what is where, and who can log in. */
final class Welcome {

    private static final String ROW = "  %-18s %-32s %s";

    private Welcome() {}

    static String text(Settings settings, Duration took) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Isthmus is up (" + Console.seconds(took) + ").");
        lines.add("");
        lines.addAll(pages(settings));
        lines.add("");
        if (settings.starts(Port.PORTAL)) {
            lines.addAll(people());
            lines.add("");
        }
        lines.add("Logs are in " + settings.logs() + ", data in " + settings.data() + " (--fresh drops it).");
        lines.add("Stop with Ctrl-C.");
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> pages(Settings settings) {
        String redis = settings.variable(Settings.REDIS).orElse("127.0.0.1:" + settings.port(Port.REDIS));
        String postgres = settings.variable(Settings.POSTGRES).orElse("127.0.0.1:" + settings.port(Port.POSTGRES));
        return List.of(
                row("CMS (portal)", settings.cmsUrl(), "start here"),
                row("LMS", settings.lmsUrl(), "where the courses are"),
                row("token-service", settings.localUrl(Port.TOKEN), "API at /q/openapi"),
                row("user-sync-service", settings.localUrl(Port.SYNC), "API at /q/openapi"),
                row("course-service", settings.localUrl(Port.COURSE), "API at /q/openapi"),
                row("PostgreSQL", postgres, "databases user_sync, course; postgres/postgres"),
                row("Redis", redis, ""),
                row("Kafka", settings.kafka(), "topics isthmus.*"));
    }

    private static List<String> people() {
        return List.of(
                "Log in at the portal; the password is the username:",
                row("ada", "three courses, a certificate", ""),
                row("bruno", "in the LMS, no courses", ""),
                row("chloe", "not in the LMS yet", ""),
                row("dai", "blocked in the CMS", ""));
    }

    private static String row(String first, String second, String third) {
        return String.format(ROW, first, second, third).stripTrailing();
    }
}
