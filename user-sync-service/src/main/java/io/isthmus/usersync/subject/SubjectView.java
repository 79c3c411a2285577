package io.isthmus.usersync.subject;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything that is kept about one person. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Subject")
record SubjectView(
        String cmsSource,
        String cmsUid,
        List<SubjectIdentity> identities,
        List<SubjectLink> links,
        List<SubjectFields> fields,
        List<SubjectEntry> journal,
        List<SubjectConflict> conflicts,
        List<SubjectImport> imports) {

    SubjectView {
        identities = List.copyOf(identities);
        links = List.copyOf(links);
        fields = List.copyOf(fields);
        journal = List.copyOf(journal);
        conflicts = List.copyOf(conflicts);
        imports = List.copyOf(imports);
    }

    boolean isNobody() {
        return identities.isEmpty() && links.isEmpty() && journal.isEmpty() && imports.isEmpty();
    }

    /** How a source names the person. */
    record SubjectIdentity(String source, String id) {}

    /** A link as it is kept. */
    record SubjectLink(
            String lmsSource,
            String lmsUserId,
            @Nullable String cmsUsername,
            @Nullable String lmsUsername,
            String status,
            Instant createdAt,
            Instant updatedAt) {}

    /** What was last read from and sent to a side, and where each value came from. */
    record SubjectFields(
            String side,
            Instant readAt,
            @Schema(implementation = Object.class) JsonNode values) {}

    /** A change. */
    record SubjectEntry(
            long id,
            Instant receivedAt,
            String channel,
            @Nullable String source,
            @Nullable String type,
            String state,
            @Nullable String reason,

            @Schema(description = "As it came; not there any more once its time is over.") @Nullable
            String payload) {}

    /** What somebody had, or has, to decide about. */
    record SubjectConflict(
            String reason,
            List<String> accounts,
            Instant openedAt,
            @Nullable Instant resolvedAt) {

        SubjectConflict {
            accounts = List.copyOf(accounts);
        }
    }

    /** A row of an import's report. */
    record SubjectImport(
            String importId,
            String username,
            String plan,
            @Nullable String reason) {}
}
