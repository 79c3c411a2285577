package io.isthmus.checks.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import io.isthmus.checks.settings.DeclaredSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What deploy/compose.yaml has to fulfil. */
final class ComposeRules {

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)[^}]*}");
    private static final Pattern ADDRESS = Pattern.compile("(?:^|//|@|,)([a-z][a-z0-9-]*):(\\d+)\\b");
    private static final Path FOLDER = Repository.path("deploy");

    private final String text;
    private final Node services;
    private final String example;
    private final List<String> problems = new ArrayList<>();

    private ComposeRules(String text, String example) {
        this.text = text;
        this.services = Node.document(text).at("services");
        this.example = example;
    }

    /** @return one sentence for each mistake */
    static List<String> problems(String compose, String example) {
        var rules = new ComposeRules(compose, example);
        rules.schema();
        rules.variables();
        rules.services.entries().forEach(entry -> rules.service(entry.getKey(), entry.getValue()));
        Repository.SERVICES.forEach(rules::ours);
        return rules.problems;
    }

    private void schema() {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(withoutIds(published()));
        schema.validate(new ObjectMapper().valueToTree(Node.document(text).value()))
                .forEach(message -> problems.add("schema: " + message));
    }

    private static JsonNode published() {
        try (var file = ComposeRules.class.getResourceAsStream("/compose-spec.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema says that it is of 2019-09 and has ids as they were written before: nothing refers to them. */
    private static JsonNode withoutIds(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("id").isTextual()) {
            object.remove("id");
        }
        schema.forEach(ComposeRules::withoutIds);
        return schema;
    }

    private void variables() {
        Set<String> used = VARIABLE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> offered = example.lines()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));
        used.stream()
                .filter(name -> !offered.contains(name))
                .forEach(name -> problems.add(name + " is not in .env.example"));
        offered.stream()
                .filter(name -> !used.contains(name) && !name.startsWith("COMPOSE_"))
                .forEach(name -> problems.add(name + " of .env.example is not used"));
    }

    private void service(String name, Node service) {
        String image = service.at("image").text().replaceAll("\\$\\{[^}]*:-([^}]*)}", "$1");
        if (!image.matches(".+:.*\\d.*")) {
            problems.add(name + " has an image without a version: " + image);
        }
        for (String volume : service.at("volumes").texts()) {
            String source = volume.split(":")[0];
            if (source.startsWith(".") && !Files.exists(FOLDER.resolve(source))) {
                problems.add(name + " mounts " + source + ", which is not there");
            }
        }
        Node build = service.at("build");
        if (build.exists()
                && !Files.exists(FOLDER.resolve(build.at("context").text())
                        .resolve(build.at("dockerfile").maybeText().orElse("Dockerfile")))) {
            problems.add(name + " is built by a file that is not there");
        }
        Stream.concat(service.at("depends_on").texts().stream(), service.at("depends_on").map().keySet().stream())
                .filter(other -> !services.at(other).exists())
                .forEach(other -> problems.add(name + " depends on " + other + ", which is not there"));
        if (!name.equals("topics")
                && !name.equals("prometheus")
                && !name.equals("grafana")
                && !name.equals("jaeger")
                && !service.at("healthcheck", "test").exists()) {
            problems.add(name + " has no healthcheck");
        }
        service.at("environment")
                .entries()
                .forEach(entry ->
                        addresses(name, entry.getKey(), entry.getValue().text()));
        for (String port : service.at("ports").texts()) {
            if (!port.startsWith("127.0.0.1:")) {
                problems.add(name + " opens " + port + " to the network");
            }
        }
    }

    private void addresses(String name, String variable, String value) {
        Matcher address = ADDRESS.matcher(value.replaceAll("\\$\\{[A-Z_]+:?-?([^}]*)}", "$1"));
        while (address.find()) {
            String host = address.group(1);
            if (!host.equals("localhost") && !services.at(host).exists()) {
                problems.add(name + ": " + variable + " names " + host + ", which is not there");
            }
            if (Repository.SERVICES.contains(host)
                    && !DeclaredSettings.of(host).port().equals(address.group(2))) {
                problems.add(name + ": " + variable + " names a wrong port of " + host);
            }
        }
    }

    private void ours(String name) {
        Node service = services.at(name);
        DeclaredSettings settings = DeclaredSettings.of(name);
        Set<String> variables = service.at("environment").map().keySet();
        String clients = Repository.text("deploy/compose/clients.yaml");
        variables.stream()
                .filter(variable -> !clients.contains("env: " + variable + "\n"))
                .flatMap(variable -> settings.problemsOf(variable).stream())
                .forEach(problem -> problems.add(name + ": " + problem));
        settings.missing(variables).forEach(problem -> problems.add(name + ": " + problem));
        String port = settings.port();
        if (!service.at("ports").texts().contains("127.0.0.1:" + port + ":" + port)) {
            problems.add(name + " does not publish its port " + port);
        }
        if (!service.at("healthcheck", "test").texts().contains(port)) {
            problems.add(name + " is not asked for its health at its port " + port);
        }
    }
}
