package io.isthmus.checks;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A place in a YAML or JSON document, which may be empty: asking an absent place for more gives absent places.
 *
 * @param value maps, lists, scalars; null if nothing is there
 */
public record Node(@Nullable Object value) {

    /** All documents of a file; a key that stands twice is an error. */
    public static List<Node> documents(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(100);
        var documents = new ArrayList<Node>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(new StringReader(yaml))) {
            if (document != null) {
                documents.add(new Node(document));
            }
        }
        return documents;
    }

    /** The one document of a file. */
    public static Node document(String yaml) {
        List<Node> documents = documents(yaml);
        if (documents.size() != 1) {
            throw new IllegalArgumentException(documents.size() + " documents instead of one");
        }
        return documents.get(0);
    }

    public Node at(String... keys) {
        Object current = value;
        for (String key : keys) {
            current = current instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new Node(current);
    }

    public boolean exists() {
        return value != null;
    }

    /** The elements of a list; none if it is none. */
    public List<Node> list() {
        return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    /** The entries of a map; none if it is none. */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> map() {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    public Stream<Map.Entry<String, Node>> entries() {
        return map().entrySet().stream().map(entry -> Map.entry(entry.getKey(), new Node(entry.getValue())));
    }

    /** A scalar as text; empty if nothing is there. */
    public String text() {
        return value == null ? "" : String.valueOf(value);
    }

    public Optional<String> maybeText() {
        return Optional.ofNullable(value).map(String::valueOf);
    }

    public List<String> texts() {
        return list().stream().map(Node::text).toList();
    }

    /** Every place below, this one included. */
    public Stream<Node> everything() {
        Stream<Node> below =
                Stream.concat(list().stream(), map().values().stream().map(Node::new));
        return Stream.concat(Stream.of(this), below.flatMap(Node::everything));
    }
}
