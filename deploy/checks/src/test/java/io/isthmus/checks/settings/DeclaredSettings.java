package io.isthmus.checks.settings;

import io.isthmus.checks.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What one service can be told by environment, read from its build: its own @ConfigMapping interfaces and
 * @ConfigProperty fields, the settings of the Quarkus extensions it contains, Kafka's client settings, MicroProfile JWT's.
 */
public final class DeclaredSettings {

    /** What the Java runtime itself reads. */
    private static final Set<String> OF_THE_RUNTIME = Set.of("JAVA_TOOL_OPTIONS");

    /** Values that are good on one developer's machine only. */
    private static final Pattern LOCAL = Pattern.compile("localhost|127\\.0\\.0\\.1|isthmus-local|^postgres$");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(isthmus\\.[a-z.-]+)");

    private static final Map<String, DeclaredSettings> CACHE = new ConcurrentHashMap<>();

    private final String service;
    private final Map<String, Setting> runtime = new TreeMap<>();
    private final Set<String> fixedAtBuild = new TreeSet<>();
    private final Map<String, String> application;

    private DeclaredSettings(String service) {
        this.service = service;
        try (var code = ServiceCode.of(Repository.application(service))) {
            code.quarkusSettings().forEach(this::addQuarkus);
            code.ownSettings().forEach(this::add);
            code.jwtSettings().forEach(name -> add(new Setting(name, false, null)));
        }
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .forEach(name -> add(new Setting("kafka." + name, false, null)));
        application = ApplicationSettings.of(service);
        // A name of ours that stands only in expressions, such as ${isthmus.issuer}, is declared by them,
        // or by having a value there.
        Stream.concat(
                        application.keySet().stream().filter(name -> name.startsWith("isthmus.")),
                        application.values().stream()
                                .flatMap(value ->
                                        EXPRESSION.matcher(value).results().map(found -> found.group(1))))
                .forEach(name -> add(new Setting(name, false, null)));
    }

    /** Read once for all tests. */
    public static DeclaredSettings of(String service) {
        return CACHE.computeIfAbsent(service, DeclaredSettings::new);
    }

    private void addQuarkus(String property, Boolean atRuntime) {
        if (atRuntime) {
            add(new Setting(property, false, null));
            return;
        }
        fixedAtBuild.add(property);
    }

    private void add(Setting setting) {
        runtime.putIfAbsent(setting.name(), setting);
    }

    /** @return why this variable is of no use to the service; empty if it is */
    public List<String> problemsOf(String variable) {
        if (OF_THE_RUNTIME.contains(variable)
                || runtime.values().stream().anyMatch(setting -> setting.isSetBy(variable))) {
            return List.of();
        }
        if (fixedAtBuild.stream().anyMatch(name -> new Setting(name, false, null).isSetBy(variable))) {
            return List.of(variable + " is fixed when " + service + " is built");
        }
        return List.of("no setting of " + service + " is called " + variable);
    }

    /** @return settings that have no value, or one for a developer's machine, unless they are among the given ones */
    public List<String> missing(Set<String> variables) {
        var wanted = new HashMap<String, String>();
        for (Setting setting : runtime.values()) {
            if (setting.required() && !application.containsKey(setting.name())) {
                wanted.put(setting.name(), "has no value");
            }
            setting.defaultValue()
                    .filter(value -> LOCAL.matcher(value).find())
                    .ifPresent(value -> wanted.put(setting.name(), "has a value for one machine only"));
        }
        application.forEach((name, value) -> {
            if (LOCAL.matcher(value).find() && !value.contains("${")) {
                wanted.put(name, "has a value for one machine only");
            }
        });
        return wanted.entrySet().stream()
                .filter(entry -> variables.stream()
                        .noneMatch(variable -> new Setting(entry.getKey(), false, null).isSetBy(variable)))
                .map(entry -> entry.getKey() + " of " + service + " " + entry.getValue())
                .sorted()
                .toList();
    }

    /** @return the port the service listens at when nobody says another */
    public String port() {
        return application.getOrDefault("quarkus.http.port", "8080");
    }

    static boolean isJar(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".jar");
    }
}
