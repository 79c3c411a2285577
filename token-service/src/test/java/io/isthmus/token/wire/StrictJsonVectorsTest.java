package io.isthmus.token.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.vectors.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The JSON test suite: y_ must be read, n_ must not, and of i_ and the transforms it is said here which are. */
class StrictJsonVectorsTest {

    private static final String PARSING = "json-test-suite/test_parsing";
    private static final String TRANSFORMS = "json-test-suite/test_transform";

    /** y_ by the grammar, but refused by a rule of ours, which is told. */
    private static final Map<String, String> REFUSED_BY_RULE = Map.of(
            "y_object_duplicated_key", "no duplicate keys",
            "y_object_duplicated_key_and_value", "no duplicate keys",
            "y_number_double_close_to_zero", "no number of more than 64 characters");

    /**
     * i_ that are read: numbers that no claim can be, since times are whole numbers within bounds. The others are not
     * valid UTF-8, hold lone surrogates or a byte order mark, are longer than a number may be, or go too deep.
     */
    private static final Set<String> READ_THOUGH_FREE = Set.of(
            "i_number_double_huge_neg_exp",
            "i_number_neg_int_huge_exp",
            "i_number_pos_double_huge_exp",
            "i_number_real_neg_overflow",
            "i_number_real_pos_overflow",
            "i_number_real_underflow",
            "i_number_too_big_neg_int",
            "i_number_too_big_pos_int",
            "i_number_very_big_negative_int");

    /** Of the transforms, duplicate keys and lone surrogates are refused. */
    private static final Set<String> REFUSED_TRANSFORMS = Set.of(
            "object_same_key_different_values",
            "object_same_key_same_value",
            "object_same_key_unclear_values",
            "string_1_escaped_invalid_codepoint",
            "string_1_invalid_codepoint",
            "string_2_escaped_invalid_codepoints",
            "string_2_invalid_codepoints",
            "string_3_escaped_invalid_codepoints",
            "string_3_invalid_codepoints");

    @Test
    void readsWhatMustBeRead() {
        Vectors.check(
                "json-test-suite y_",
                files(PARSING, "y_"),
                95,
                file -> assertThat(read(file).isPresent()).isEqualTo(!REFUSED_BY_RULE.containsKey(name(file))));
    }

    @Test
    void refusesWhatMustNotBeRead() {
        Vectors.check(
                "json-test-suite n_",
                files(PARSING, "n_"),
                188,
                file -> assertThat(read(file)).isEmpty());
    }

    @Test
    void decidesWhatIsFree() {
        Vectors.check(
                "json-test-suite i_",
                files(PARSING, "i_"),
                35,
                file -> assertThat(read(file).isPresent()).isEqualTo(READ_THOUGH_FREE.contains(name(file))));
    }

    @Test
    void decidesTheTransforms() {
        Vectors.check(
                "json-test-suite transforms",
                files(TRANSFORMS, ""),
                22,
                file -> assertThat(read(file).isPresent()).isEqualTo(!REFUSED_TRANSFORMS.contains(name(file))));
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return StrictJson.value(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, String prefix) {
        return Vectors.files(folder, ".json").stream()
                .filter(file -> name(file).startsWith(prefix))
                .toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }
}
