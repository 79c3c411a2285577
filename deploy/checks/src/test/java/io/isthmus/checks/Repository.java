package io.isthmus.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
public final class Repository {

    /** The services, by the names of their modules. */
    public static final List<String> SERVICES = List.of("token-service", "user-sync-service", "course-service");

    private static final Path ROOT = root();

    private Repository() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("contracts/asyncapi.yaml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not started inside the repository");
            }
        }
        return folder;
    }

    /** @param path relative to the root */
    public static Path path(String path) {
        return ROOT.resolve(path);
    }

    /** @param path relative to the root */
    public static String text(String path) {
        return text(path(path));
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files and folders in a folder, sorted by name. */
    public static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Maven has put the runnable service. */
    public static Path application(String service) {
        Path folder = path(service).resolve("target/quarkus-app");
        if (!Files.exists(folder.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException(
                    service + " is not built: ./mvnw package -DskipTests -pl " + service + " -am");
        }
        return folder;
    }

    /** What {@code deploy/native.sh} has made. */
    public static Path nativeExecutable(String service) {
        return list(path(service).resolve("target")).stream()
                .filter(file -> file.getFileName().toString().endsWith("-runner"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + " is not compiled natively: deploy/native.sh"));
    }
}
