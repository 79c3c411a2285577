package io.isthmus.bench;

import io.isthmus.bench.course.CourseSuite;
import io.isthmus.bench.report.Report;
import io.isthmus.bench.token.TokenSuite;
import io.isthmus.bench.usersync.UserSyncSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one suite and prints its table; also kept as {@code bench/run/target/<suite>.md}. */
public final class Main {

    private Main() {}

    public static void main(String... arguments) throws Exception {
        Arguments parsed;
        try {
            parsed = Arguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        long begin = System.nanoTime();
        Report report = suite(parsed).run();
        String table = report.table(parsed.suite().label(), Duration.ofNanos(System.nanoTime() - begin));
        System.out.println(table);
        keep(parsed, table);
        System.exit(0);
    }

    private static Suite suite(Arguments arguments) {
        return switch (arguments.suite()) {
            case TOKEN -> new TokenSuite(arguments);
            case COURSE -> new CourseSuite(arguments);
            case USER_SYNC -> new UserSyncSuite(arguments);
        };
    }

    private static void keep(Arguments arguments, String table) throws IOException {
        Path target = Files.createDirectories(arguments.home().resolve("bench/run/target"));
        Files.writeString(target.resolve(arguments.suite().label() + ".md"), table);
    }
}
