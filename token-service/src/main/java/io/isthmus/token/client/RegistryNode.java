package io.isthmus.token.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A node of the registry file that knows where it stands and notes what is wrong with it. */
final class RegistryNode {

    private final String path;
    private final JsonNode node;
    private final List<String> problems;

    RegistryNode(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    void problem(String text) {
        problems.add(path + ": " + text);
    }

    boolean isText() {
        return node.isTextual();
    }

    boolean has(String name) {
        return node.has(name);
    }

    RegistryNode get(String name) {
        return new RegistryNode(path + "." + name, node.path(name), problems);
    }

    /** Notes every member that is none of these: a misspelt one must not be passed over. */
    RegistryNode knowing(String... names) {
        if (!node.isObject()) {
            problem("must be a mapping");
            return this;
        }
        Set<String> known = Set.of(names);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem("unknown member '" + name + "'");
            }
        });
        return this;
    }

    /** @param atLeast how many elements there must be */
    <T> List<T> list(int atLeast, Function<RegistryNode, Optional<T>> read) {
        var all = new ArrayList<T>();
        if (!node.isArray() && !(node.isMissingNode() && atLeast == 0)) {
            problem("must be a list");
            return all;
        }
        if (node.size() < atLeast) {
            problem("must not be empty");
        }
        for (int i = 0; i < node.size(); i++) {
            read.apply(new RegistryNode(path + "[" + i + "]", node.get(i), problems))
                    .ifPresent(all::add);
        }
        return all;
    }

    /** The text, if there is one; no problem if there is none. */
    Optional<String> text() {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isValueNode()) {
            problem("must be a text");
            return Optional.empty();
        }
        return Optional.of(node.asText());
    }

    Optional<String> required(Pattern pattern) {
        Optional<String> text = text();
        if (text.isEmpty() || !pattern.matcher(text.get()).matches()) {
            problem(text.isEmpty() ? "is missing" : "must match " + pattern);
            return Optional.empty();
        }
        return text;
    }

    /** A date (its first moment in UTC) or a date with time and offset. */
    Optional<Instant> instant() {
        return text().flatMap(text -> {
            try {
                boolean dateOnly = text.length() == "2026-01-01".length();
                return Optional.of(
                        dateOnly
                                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException e) {
                problem("must be a date such as 2027-12-31 or 2027-12-31T00:00:00Z");
                return Optional.empty();
            }
        });
    }
}
