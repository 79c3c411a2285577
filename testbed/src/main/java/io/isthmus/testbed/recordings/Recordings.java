package io.isthmus.testbed.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests and answers recorded at a real Moodle 4.5.6 and a real Drupal 10.2.6. */
public final class Recordings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /** @return the names of all recordings of a system whose name begins so, in order */
    public static List<String> names(String system, String prefix) {
        try (InputStream names = open(system + "/NAMES")) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name such as {@code core_webservice_get_site_info--ok} */
    public static JsonNode moodle(String name) {
        return read("moodle/" + name + ".json");
    }

    /** @param name such as {@code jsonapi-read-06-filter-uid} */
    public static JsonNode drupal(String name) {
        return read("drupal/" + name + ".json");
    }

    private static JsonNode read(String file) {
        try (InputStream recording = open(file)) {
            return JSON.readTree(recording);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) throws IOException {
        InputStream stream = Recordings.class.getResourceAsStream("/recordings/" + file);
        if (stream == null) {
            throw new IOException("no recording " + file);
        }
        return stream;
    }
}
