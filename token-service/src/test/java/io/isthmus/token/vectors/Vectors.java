package io.isthmus.token.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder {@code ../shared/vectors} beside the repository. Where it is missing the tests are skipped, but not where
 * the environment says {@code CI=true}.
 */
public final class Vectors {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Vectors() {}

    /** @return the cases of all groups of a Wycheproof file, such as {@code hmac_sha256} */
    public static List<JsonNode> wycheproof(String algorithm) {
        return wycheproof(algorithm, group -> List.of()).stream()
                .map(InGroup::test)
                .toList();
    }

    /** A case and what its group says for it. */
    public record InGroup<T>(JsonNode test, T context) {}

    /** @param context made of each group once */
    public static <T> List<InGroup<T>> wycheproof(String algorithm, Function<JsonNode, T> context) {
        JsonNode file = json("wycheproof/" + algorithm + "_test.json");
        var cases = new ArrayList<InGroup<T>>();
        for (JsonNode group : file.path("testGroups")) {
            T shared = context.apply(group);
            group.path("tests").forEach(test -> cases.add(new InGroup<>(test, shared)));
        }
        assertThat(cases)
                .as("what the file says itself")
                .hasSize(file.path("numberOfTests").asInt());
        return cases;
    }

    /** @return whether a Wycheproof case must be accepted */
    public static boolean isValid(JsonNode test) {
        return test.path("result").asText().equals("valid");
    }

    public static byte[] hex(JsonNode test, String member) {
        return HexFormat.of().parseHex(test.required(member).asText());
    }

    public static JsonNode json(String file) {
        return json(folder().resolve(file));
    }

    public static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the files below, sorted by name */
    public static List<Path> files(String below, String ending) {
        try (Stream<Path> files = Files.walk(folder().resolve(below))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks every case, also after one that fails, and tells how many there were.
     *
     * @param expected how many there must be, so that none is left out unseen
     */
    public static <T> void check(String suite, List<T> cases, int expected, Consumer<T> check) {
        var failures = new ArrayList<String>();
        for (T one : cases) {
            try {
                check.accept(one);
            } catch (AssertionError | RuntimeException e) {
                failures.add(one + "\n" + e);
            }
        }
        System.out.printf("vectors: %s: %d cases, %d failed%n", suite, cases.size(), failures.size());
        assertThat(failures).isEmpty();
        assertThat(cases.size()).as(suite).isEqualTo(expected);
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("mvnw"))) {
                return present(at.resolveSibling("shared").resolve("vectors"));
            }
        }
        throw new IllegalStateException("no mvnw above the working directory");
    }

    private static Path present(Path folder) {
        if (Files.isDirectory(folder)) {
            return folder;
        }
        String missing = "test vectors are not there: " + folder;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        System.out.println("vectors: skipped, " + missing);
        return Assumptions.abort(missing);
    }
}
