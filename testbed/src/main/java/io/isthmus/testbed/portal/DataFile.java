package io.isthmus.testbed.portal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.isthmus.testbed.portal.event.UserEvent;
import io.isthmus.testbed.portal.people.PortalUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** What the portal keeps between runs, in one JSON file that is always whole. */
final class DataFile {

    /**
     * @param lastUid the highest uid ever given
     * @param events not sent yet
     */
    record Content(int lastUid, List<PortalUser> users, List<UserEvent> events) {}

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final Path file;

    DataFile(Path folder) {
        try {
            this.file = Files.createDirectories(folder).resolve("portal.json");
        } catch (IOException e) {
            throw new UncheckedIOException("the portal's data folder cannot be made", e);
        }
    }

    Optional<Content> read() {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Content.class)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the portal's data cannot be read: " + file, e);
        }
    }

    void write(Content content) {
        try {
            Path next = file.resolveSibling("portal.json.next");
            Files.write(next, JSON.writeValueAsBytes(content));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the portal's data cannot be written: " + file, e);
        }
    }
}
