package io.isthmus.local;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the environment says about the local stack.
 *
 * <p>Ports are {@code STACK_<PART>_PORT}. A variable of the services ({@code ISTHMUS_LMS_URL},
 * {@code KAFKA_BOOTSTRAP_SERVERS}, …) points the stack at a real system; the part it replaces is not started.
 */
record Settings(Map<String, String> environment, Map<Port, Integer> ports, Path folder) {

    static final String LMS_URL = "ISTHMUS_LMS_URL";
    static final String LMS_TOKEN = "ISTHMUS_LMS_TOKEN";
    static final String CMS_URL = "ISTHMUS_CMS_URL";
    static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";
    static final String REDIS = "QUARKUS_REDIS_HOSTS";
    static final String POSTGRES = "STACK_POSTGRES_URL";
    static final String FOLDER = "STACK_FOLDER";

    Settings {
        environment = Map.copyOf(environment);
        ports = Map.copyOf(ports);
    }

    /** @throws StackException when a port is not a number from 1 to 65535, or an address lacks its credential */
    static Settings from(Map<String, String> environment, Path home) {
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, port(environment, port));
        }
        if (environment.containsKey(LMS_URL) && !environment.containsKey(LMS_TOKEN)) {
            throw new StackException(LMS_URL + " is set: set " + LMS_TOKEN + " too, to that LMS's web-service token.");
        }
        Path folder =
                Path.of(environment.getOrDefault(FOLDER, home.resolve(".stack").toString()));
        return new Settings(environment, ports, folder.toAbsolutePath());
    }

    private static int port(Map<String, String> environment, Port port) {
        String value = environment.get(port.variable());
        if (value == null) {
            return port.standard();
        }
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new StackException(port.variable() + " must be a port from 1 to 65535, not '" + value + "'.");
        }
        return Integer.parseInt(value);
    }

    int port(Port port) {
        return Objects.requireNonNull(ports.get(port));
    }

    String localUrl(Port port) {
        return "http://localhost:" + port(port);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether the stack starts this part itself. */
    boolean starts(Port port) {
        return switch (port) {
            case PORTAL -> variable(CMS_URL).isEmpty();
            case LMS -> variable(LMS_URL).isEmpty();
            case KAFKA -> variable(KAFKA).isEmpty();
            case REDIS -> variable(REDIS).isEmpty();
            case POSTGRES -> variable(POSTGRES).isEmpty();
            case TOKEN, SYNC, COURSE -> true;
        };
    }

    String lmsUrl() {
        return variable(LMS_URL).orElse(localUrl(Port.LMS));
    }

    String cmsUrl() {
        return variable(CMS_URL).orElse(localUrl(Port.PORTAL));
    }

    String kafka() {
        return variable(KAFKA).orElse("127.0.0.1:" + port(Port.KAFKA));
    }

    Path data() {
        return folder.resolve("data");
    }

    Path logs() {
        return folder.resolve("logs");
    }
}
