package io.isthmus.usersync.journal;

import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.person.PersonKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A message on its way into the journal. */
record Arrival(Name name, Message message, Reading reading) {

    private static final int DIGEST_BYTES = 16;

    /** What an event is recognised by when it comes again. */
    record Name(String source, String eventId) {}

    static Arrival of(Message message, Reading reading) {
        return new Arrival(name(message, reading), message, reading);
    }

    Optional<Change> change() {
        return reading instanceof Readable readable ? Optional.of(readable.change()) : Optional.empty();
    }

    Optional<String> traceparent() {
        return change().map(Change::traceparent);
    }

    Optional<PersonKey> key() {
        return change().map(Change::key);
    }

    /** What cannot be read has no name of its own: its place and its content stand in for it. */
    private static Name name(Message message, Reading reading) {
        if (reading instanceof Readable readable) {
            return new Name(readable.change().source(), readable.change().id());
        }
        return new Name("unreadable:" + message.channel(), message.position() + ":" + digest(message.raw()));
    }

    private static String digest(byte[] raw) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
