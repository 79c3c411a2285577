package io.isthmus.usersync.conflict;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.isthmus.usersync.Sql;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A conflict, as it is kept and as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Conflict")
record Conflict(
        long id,
        String cmsSource,

        @Schema(description = "Not there if it is about an account of the LMS that nobody at the CMS has.") @Nullable
        String cmsUid,

        String lmsSource,

        @Schema(description = "A reason code.") String reason,

        @Schema(description = "Accounts of the LMS that have to do with it.")
        List<String> accounts,

        @Schema(description = "Names of the fields that it is about.")
        List<String> fields,

        @Schema(description = "The entry that last met it.") long journalId,
        Instant openedAt,
        @Nullable Instant resolvedAt,

        @Schema(description = "link, retry or dismiss; gone if it went by itself.") @Nullable
        String resolution,

        @Nullable String resolvedBy) {

    static Conflict of(Row row) {
        return new Conflict(
                row.getLong("id"),
                row.getString("cms_source"),
                row.getString("cms_uid"),
                row.getString("lms_source"),
                row.getString("reason"),
                List.of(row.getArrayOfStrings("accounts")),
                List.of(row.getArrayOfStrings("fields")),
                row.getLong("journal_id"),
                Sql.time(row, "opened_at"),
                Sql.instant(row, "resolved_at"),
                row.getString("resolution"),
                row.getString("resolved_by"));
    }

    @JsonProperty
    @Schema(description = "What is the matter, and what can be done about it, in English.")
    String explanation() {
        return cmsUid == null ? AccountExplanations.of(reason, accounts) : Explanations.of(reason, accounts, fields);
    }

    @JsonIgnore
    boolean isOpen() {
        return resolvedAt == null;
    }
}
