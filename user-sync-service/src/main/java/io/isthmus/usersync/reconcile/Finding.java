package io.isthmus.usersync.reconcile;

import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.sync.Comparison;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found about a linked person, and what is proposed. */
enum Finding {
    /** Fields differ: the engine looks once more and writes them. */
    DRIFT(Change.Kind.RECHECK),
    /** Somebody has to decide; there is nothing to propose. */
    CONFLICT(null),
    /** The CMS has the user no more: what a deletion there leads to, as configured. */
    MISSING_AT_CMS(Change.Kind.DELETED),
    /** The LMS has no such account and never says that it had: somebody has to look. */
    MISSING_AT_LMS(null),
    /** The LMS says it has deleted the account: the link ends. */
    DELETED_AT_LMS(Change.Kind.RECHECK),
    /** Missing at the CMS together with too many others to be believed. */
    DOUBTFUL(null);

    private final Change.@Nullable Kind repair;

    Finding(Change.@Nullable Kind repair) {
        this.repair = repair;
    }

    /** @return the entry that puts it right; empty if there is none */
    Optional<Change.Kind> repair() {
        return Optional.ofNullable(repair);
    }

    /** @return as in tables and the API */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Finding> of(String code) {
        return Arrays.stream(values())
                .filter(finding -> finding.code().equals(code))
                .findFirst();
    }

    /** @return empty if there is nothing to find */
    static Optional<Finding> of(Comparison comparison) {
        return switch (comparison.kind()) {
            case IN_SYNC -> Optional.empty();
            case DRIFT -> Optional.of(DRIFT);
            case CONFLICT -> Optional.of(CONFLICT);
            case MISSING_AT_CMS -> Optional.of(MISSING_AT_CMS);
            case MISSING_AT_LMS -> Optional.of(MISSING_AT_LMS);
            case DELETED_AT_LMS -> Optional.of(DELETED_AT_LMS);
        };
    }
}
