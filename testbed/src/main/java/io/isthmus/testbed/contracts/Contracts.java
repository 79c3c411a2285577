package io.isthmus.testbed.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The repository's contracts/ folder, for the tests of producers and consumers. */
public final class Contracts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Contracts() {}

    /** @return the folder, looked for in the working directory and its parents */
    public static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("contracts/asyncapi.yaml"))) {
                return at.resolve("contracts");
            }
        }
        throw new IllegalStateException("no contracts/ folder above the working directory");
    }

    /** @param type CloudEvents type, such as {@code io.isthmus.link.changed.v1} */
    public static String sample(String type) {
        try {
            return Files.readString(folder().resolve("samples").resolve(type + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException("no sample of " + type, e);
        }
    }

    /** @return what is wrong with the event by the schema of its own type; empty when it is right */
    public static List<String> violations(String event) {
        try {
            JsonNode node = JSON.readTree(event);
            Path schema = folder().resolve("schemas").resolve(node.path("type").asText() + ".json");
            if (!Files.isRegularFile(schema)) {
                return List.of("no schema for type '" + node.path("type").asText() + "'");
            }
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(SchemaLocation.of(schema.toUri().toString()))
                    .validate(node, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IOException e) {
            return List.of("not JSON: " + e.getMessage());
        }
    }
}
