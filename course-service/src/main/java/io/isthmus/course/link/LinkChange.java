package io.isthmus.course.link;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.CloudEvents;
import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import java.time.Instant;
import java.util.Optional;

/** What a record of {@code isthmus.identity.links} says of a person and an LMS. */
sealed interface LinkChange {

    /** {@code cmsSource:cmsUid:lmsSource}; a uid may hold colons itself. */
    record Key(String cmsSource, String cmsUid, String lmsSource) {

        static Key parse(String text) throws MalformedEventException {
            int first = text.indexOf(':');
            int last = text.lastIndexOf(':');
            if (first < 1 || last - first < 2 || last == text.length() - 1) {
                throw MalformedEventException.because("key is not cmsSource:cmsUid:lmsSource");
            }
            return new Key(text.substring(0, first), text.substring(first + 1, last), text.substring(last + 1));
        }
    }

    Key key();

    /**
     * A link as it is now.
     *
     * @param linked false for {@code unlinked}; a suspended account still is this person's
     * @param toldAt when user-sync-service said so; one that tells no time is older than any erasure
     */
    record Changed(Key key, String lmsUserId, boolean linked, long version, Instant toldAt) implements LinkChange {}

    /** A tombstone. */
    record Removed(Key key) implements LinkChange {}

    /** @return empty for an event of another type */
    static Optional<LinkChange> read(Message message) throws MalformedEventException {
        if (message.value() == null) {
            String key = message.key();
            return Optional.of(new Removed(Key.parse(key == null ? "" : key)));
        }
        CloudEvent event = CloudEvents.read(message);
        return event.type().equals("io.isthmus.link.changed.v1") ? Optional.of(changed(event)) : Optional.empty();
    }

    private static Changed changed(CloudEvent event) throws MalformedEventException {
        JsonNode version = event.data().path("version");
        if (!version.canConvertToLong()) {
            throw MalformedEventException.because("no version");
        }
        var key = new Key(event.text("cmsSource"), event.text("cmsUid"), event.text("lmsSource"));
        boolean linked = switch (event.text("status")) {
            case "linked", "suspended" -> true;
            case "unlinked" -> false;
            default -> throw MalformedEventException.because("unknown status");
        };
        Instant toldAt = event.timeOr(Instant.EPOCH);
        return new Changed(key, event.text("lmsUserId"), linked, version.asLong(), toldAt);
    }
}
