package io.isthmus.usersync.journal;

import io.isthmus.usersync.journal.Reading.Readable;
import io.isthmus.usersync.person.PersonKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into the journal.
 *
 * @param event what it is recognised by when it comes again
 * @param change what it says; null where that could not be read
 */
record Arrival(
        UUID event,
        Message message,
        Reading reading,
        @Nullable Change change) {

    private static final int DIGEST_BYTES = 16;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Arrival::sha256);

    static Arrival of(Message message, Reading reading) {
        Change change = reading instanceof Readable readable ? readable.change() : null;
        return new Arrival(name(message, change), message, reading, change);
    }

    Optional<String> traceparent() {
        return change == null ? Optional.empty() : Optional.ofNullable(change.traceparent());
    }

    /** @return whom it is about; null where that could not be told */
    @Nullable
    PersonKey key() {
        return change == null ? null : change.key();
    }

    /** What cannot be read has no name of its own: its place and its content stand in for it. */
    private static UUID name(Message message, @Nullable Change change) {
        if (change != null) {
            return name(change.source(), change.id());
        }
        String content = HexFormat.of().formatHex(digest(message.raw()), 0, DIGEST_BYTES);
        return name("unreadable:" + message.channel(), message.position() + ":" + content);
    }

    /** As the migration makes it of what was known before. */
    private static UUID name(String source, String id) {
        ByteBuffer digest = ByteBuffer.wrap(digest((source + '\n' + id).getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private static byte[] digest(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
