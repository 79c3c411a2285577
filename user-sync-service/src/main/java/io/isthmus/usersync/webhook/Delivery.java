package io.isthmus.usersync.webhook;

import java.util.Map;

/**
 * A request as it came.
 *
 * @param source named in its path
 * @param headers by lower-case name
 */
record Delivery(String source, Map<String, String> headers, byte[] body) {

    Delivery {
        headers = Map.copyOf(headers);
    }

    /** @return empty text if there is none */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
