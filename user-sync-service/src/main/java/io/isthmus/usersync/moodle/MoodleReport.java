package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.LmsChanges;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moodle's custom report "Users", set up with the column "Full name with link" first and sorted by time modified, the
 * last first, then by another column that is unique. It has no column for the id: the link holds it. Moodle keeps the
 * filter per user of the token, so it is set before every page.
 *
 * @see <a href="https://docs.moodle.org/405/en/Custom_reports">Custom reports</a>
 */
final class MoodleReport implements LmsChanges {

    private static final Pattern LINK = Pattern.compile("/user/(?:profile|view)\\.php\\?id=([1-9][0-9]{0,17})\\b");
    private static final int FROM_DATE_ON = 3;
    private static final int PAGE = 100;

    private final MoodleCalls calls;
    private final Optional<Long> report;

    /** @param report the report's id; empty if there is none */
    MoodleReport(MoodleCalls calls, Optional<Long> report) {
        this.calls = calls;
        this.report = report;
    }

    /** core_reportbuilder_set_filters, core_reportbuilder_retrieve_report */
    @Override
    public Uni<List<String>> changedSince(Instant since, int page) {
        if (report.isEmpty()) {
            return Uni.createFrom().failure(new RemoteFault(Kind.CONFIGURATION, "lms-report-not-set"));
        }
        String filter = "{\"user:timemodified_operator\":" + FROM_DATE_ON + ",\"user:timemodified_from\":"
                + Math.max(0, since.getEpochSecond()) + "}";
        return calls.read("core_reportbuilder_set_filters", Map.of("reportid", report.get(), "values", filter))
                .chain(() -> calls.read(
                        "core_reportbuilder_retrieve_report",
                        Map.of("reportid", report.get(), "page", page, "perpage", PAGE)))
                .map(MoodleReport::ids)
                .onFailure()
                .transform(Faults::remote);
    }

    private static List<String> ids(JsonNode answer) {
        if (!answer.path("data").path("rows").isArray()) {
            throw new RemoteFault(Kind.RETRYABLE, "lms-unexpected-answer");
        }
        var ids = new ArrayList<String>();
        answer.path("data").path("rows").forEach(row -> ids.add(id(row.path("columns"))));
        return ids;
    }

    private static String id(JsonNode columns) {
        for (JsonNode column : columns) {
            Matcher link = LINK.matcher(column.asText());
            if (link.find()) {
                return link.group(1);
            }
        }
        throw new RemoteFault(Kind.CONFIGURATION, "lms-report-without-link");
    }
}
