package io.isthmus.usersync.importing;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report as CSV.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class ImportCsv {

    private static final String HEADER = "position,id,username,plan,reason,journalId,outcome,outcomeReason";

    /** What a spreadsheet would take for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private ImportCsv() {}

    static String of(List<ImportRow> rows) {
        return Stream.concat(Stream.of(HEADER), rows.stream().map(ImportCsv::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(ImportRow row) {
        return Stream.of(
                        row.position(),
                        row.id(),
                        row.username(),
                        row.plan(),
                        Objects.requireNonNullElse(row.reason(), ""),
                        row.journalId() == null ? "" : row.journalId(),
                        Objects.requireNonNullElse(row.outcome(), ""),
                        Objects.requireNonNullElse(row.outcomeReason(), ""))
                .map(ImportCsv::cell)
                .collect(Collectors.joining(","));
    }

    private static String cell(@Nullable Object value) {
        String text = String.valueOf(value);
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
