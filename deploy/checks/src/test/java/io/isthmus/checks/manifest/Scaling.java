package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import io.isthmus.checks.settings.ApplicationSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** KEDA asks Kafka about the group, the topics and the brokers of the very service that it scales. */
final class Scaling implements Check {

    private static final String GROUP = "mp.messaging.connector.smallrye-kafka.group.id";

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        manifests.ofKind("ScaledObject").forEach(scaled -> {
            String target = scaled.at("spec", "scaleTargetRef", "name").text();
            manifests
                    .ofKind("Deployment")
                    .filter(deployment -> Manifests.name(deployment).equals(target))
                    .forEach(deployment -> triggers(manifests, scaled, deployment, problems));
        });
        return problems;
    }

    private static void triggers(Manifests manifests, Node scaled, Node deployment, List<String> problems) {
        Node container = Manifests.containers(deployment).get(0);
        String service = Environment.service(container).orElseThrow();
        Map<String, Node> variables = Environment.variables(manifests, container);
        Map<String, String> settings = ApplicationSettings.of(service);
        Set<String> topics = topics(settings);
        for (Node trigger : scaled.at("spec", "triggers").list()) {
            Node kafka = trigger.at("metadata");
            if (trigger.at("type").text().equals("kafka")) {
                differs(scaled, "consumerGroup", kafka, value(GROUP, settings, variables), problems);
                differs(scaled, "bootstrapServers", kafka, text(variables, "KAFKA_BOOTSTRAP_SERVERS"), problems);
                if (!topics.remove(kafka.at("topic").text())) {
                    problems.add(Manifests.id(scaled) + ": " + service + " does not read the topic "
                            + kafka.at("topic").text());
                }
            }
        }
        topics.forEach(topic -> problems.add(Manifests.id(scaled) + ": does not look at the topic " + topic));
    }

    private static Set<String> topics(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().matches("mp\\.messaging\\.incoming\\.[^.]+\\.topic"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void differs(Node scaled, String name, Node kafka, String value, List<String> problems) {
        if (!kafka.at(name).text().equals(value)) {
            problems.add(Manifests.id(scaled) + ": " + name + " is not the service's " + value);
        }
    }

    /** As the service will find it: a variable of its own, the one that its expression names, or the default there. */
    private static String value(String name, Map<String, String> settings, Map<String, Node> variables) {
        String set = text(variables, variable(name));
        String value = set.isEmpty() ? settings.getOrDefault(name, "") : set;
        if (!value.startsWith("${")) {
            return value;
        }
        String[] expression = value.substring(2, value.length() - 1).split(":", 2);
        String named = text(variables, variable(expression[0]));
        return named.isEmpty() && expression.length > 1 ? expression[1] : named;
    }

    private static String variable(String property) {
        return property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String text(Map<String, Node> variables, String name) {
        return Optional.ofNullable(variables.get(name)).map(Node::text).orElse("");
    }
}
