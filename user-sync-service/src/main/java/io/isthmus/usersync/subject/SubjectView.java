package io.isthmus.usersync.subject;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything that is kept about one person in the tables that outlast a request. */
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
        List<SubjectBrake> brake,
        List<SubjectImport> imports,
        List<SubjectReconciliation> reconciliations,
        List<SubjectScan> scans,
        List<SubjectHash> hashes) {

    SubjectView {
        identities = List.copyOf(identities);
        links = List.copyOf(links);
        fields = List.copyOf(fields);
        journal = List.copyOf(journal);
        conflicts = List.copyOf(conflicts);
        brake = List.copyOf(brake);
        imports = List.copyOf(imports);
        reconciliations = List.copyOf(reconciliations);
        scans = List.copyOf(scans);
        hashes = List.copyOf(hashes);
    }

    boolean knowsNobody() {
        return Stream.of(identities, links, fields, journal, conflicts, brake, imports, reconciliations, scans, hashes)
                .allMatch(List::isEmpty);
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

    /**
     * What the brake knows of the person.
     *
     * @param decision what it holds, or has let go; null where it only counts a change that was made
     */
    record SubjectBrake(
            String source,
            @Nullable String decision,
            Instant at,
            @Nullable Instant releasedAt) {}

    /** A row of an import's report. */
    record SubjectImport(
            String importId,
            String username,
            String plan,
            @Nullable String reason) {}

    /** A row of a reconciliation's report. */
    record SubjectReconciliation(
            String reconciliationId,
            String lmsUserId,
            String finding,
            List<String> fields,
            @Nullable String reason,
            @Nullable String outcome) {

        SubjectReconciliation {
            fields = List.copyOf(fields);
        }
    }

    /** What a scan saw lately. */
    record SubjectScan(
            String side,
            String id,
            @Schema(description = "SHA-256") String content,
            Instant seenAt) {}

    /** A login name or an address by which somebody else's account would be recognised. */
    record SubjectHash(
            @Schema(description = "username or email") String of,

            @Schema(description = "held, wanted or creating")
            String state,

            @Schema(description = "In lower case") String sha256) {}
}
