package io.isthmus.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command line.
 *
 * @param home the repository's folder
 * @param rounds how often every contender has its turn
 * @param turn how long a turn is measured
 * @param connections requests under way over HTTP at any time
 * @param only what the names of the figures measured must contain; empty for all
 */
public record Arguments(
        Kind suite, Path home, int rounds, Duration turn, int connections, Optional<String> only, Set<Flag> flags) {

    private static final int ROUNDS = 5;
    private static final int TURN_SECONDS = 2;

    /** With half of them, two cores and a Redis between them stand idle an eighth of the time. */
    private static final int CONNECTIONS = 64;

    /** The suites. */
    public enum Kind {
        TOKEN,
        COURSE,
        USER_SYNC;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What is off unless asked for. */
    public enum Flag {
        /** Records the services by Java Flight Recorder, to {@code bench/run/target/<name>.jfr}. */
        JFR,
        /** Measures user-sync-service with a million links too. */
        MILLION;

        String label() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    public Arguments {
        flags = Set.copyOf(flags);
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /** @throws IllegalArgumentException in words for the person who typed it */
    static Arguments parse(String... arguments) {
        Path home = Path.of(System.getProperty("bench.home", ".")).toAbsolutePath();
        Kind suite = null;
        int rounds = ROUNDS;
        int seconds = TURN_SECONDS;
        int connections = CONNECTIONS;
        Optional<String> only = Optional.empty();
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String argument : arguments) {
            if (argument.startsWith("--rounds=")) {
                rounds = number(argument);
            } else if (argument.startsWith("--seconds=")) {
                seconds = number(argument);
            } else if (argument.startsWith("--connections=")) {
                connections = number(argument);
            } else if (argument.startsWith("--only=")) {
                only = Optional.of(value(argument));
            } else if (argument.startsWith("--")) {
                flags.add(flag(argument));
            } else {
                suite = suite(argument);
            }
        }
        if (suite == null) {
            throw new IllegalArgumentException(usage());
        }
        return new Arguments(suite, home, rounds, Duration.ofSeconds(seconds), connections, only, flags);
    }

    private static Kind suite(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(usage()));
    }

    private static Flag flag(String argument) {
        return Arrays.stream(Flag.values())
                .filter(flag -> flag.label().equals(argument))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(usage()));
    }

    private static int number(String argument) {
        String value = value(argument);
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException(usage());
        }
        return Integer.parseInt(value);
    }

    private static String value(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }

    private static String usage() {
        String suites = Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(" | "));
        String flags = Arrays.stream(Flag.values())
                .map(flag -> "[" + flag.label() + "]")
                .collect(Collectors.joining(" "));
        return "Say what to measure: -Dbench.args=\"(" + suites
                + ") [--rounds=5] [--seconds=2] [--connections=64] [--only=text] " + flags + "\"";
    }
}
