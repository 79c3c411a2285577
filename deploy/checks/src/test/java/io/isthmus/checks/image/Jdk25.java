package io.isthmus.checks.image;

import io.isthmus.checks.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDK of the images, if it is installed here. */
final class Jdk25 {

    private Jdk25() {}

    /** Looks at JAVA_HOME and among the installed JDKs. */
    static Optional<Path> home() {
        Stream<Path> configured = Stream.ofNullable(System.getenv("JAVA_HOME")).map(Path::of);
        Path installed = Path.of("/usr/lib/jvm");
        Stream<Path> others = Files.isDirectory(installed) ? Repository.list(installed).stream() : Stream.empty();
        return Stream.concat(configured, others)
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .filter(home -> Files.exists(home.resolve("release")))
                .filter(home -> Repository.text(home.resolve("release")).contains("JAVA_VERSION=\"25"))
                .findFirst();
    }
}
