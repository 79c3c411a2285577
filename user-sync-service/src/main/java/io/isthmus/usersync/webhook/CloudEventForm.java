package io.isthmus.usersync.webhook;

import io.isthmus.usersync.journal.Message;
import io.isthmus.usersync.webhook.Verdict.Refused;
import io.isthmus.usersync.webhook.Verdict.Taken;
import io.isthmus.usersync.webhook.WebhookConfig.Endpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Our own form: a CloudEvent over HTTP, structured or binary, with two more headers. {@code Isthmus-Timestamp} is Unix
 * time in seconds; {@code Isthmus-Signature} is {@code v1=} and the HMAC-SHA-256, in hex, of the timestamp, a dot, in
 * binary mode every {@code ce-} header in the order of their names as {@code name:value} and a line feed, and the body.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">HTTP
 *     protocol binding</a>
 */
final class CloudEventForm {

    static final String TIMESTAMP = "isthmus-timestamp";
    static final String SIGNATURE = "isthmus-signature";
    private static final String VERSION = "v1=";
    private static final String ATTRIBUTE = "ce-";
    private static final int HEX = 16;

    private final Clock clock;

    CloudEventForm(Clock clock) {
        this.clock = clock;
    }

    Verdict read(Delivery delivery, Endpoint endpoint) {
        String timestamp = delivery.header(TIMESTAMP);
        String signature = delivery.header(SIGNATURE);
        if (!signature.startsWith(VERSION)) {
            return new Refused("not-signed");
        }
        boolean holds = Signed.holds(
                "HmacSHA256",
                endpoint.secrets(),
                signature.substring(VERSION.length()),
                (timestamp + "." + attributes(delivery)).getBytes(StandardCharsets.UTF_8),
                delivery.body());
        if (!holds) {
            return new Refused("bad-signature");
        }
        return isTimely(timestamp, endpoint.window()) ? new Taken(message(delivery)) : new Refused("out-of-time");
    }

    private boolean isTimely(String timestamp, Duration window) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
        return age.abs().compareTo(window) <= 0;
    }

    /** Empty in structured mode, where the body holds the attributes. */
    private static String attributes(Delivery delivery) {
        return new TreeMap<>(delivery.headers())
                .entrySet().stream()
                        .filter(header -> header.getKey().startsWith(ATTRIBUTE))
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static Message message(Delivery delivery) {
        var headers = new HashMap<String, String>();
        delivery.headers().forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTE)) {
                headers.put("ce_" + name.substring(ATTRIBUTE.length()), decoded(value));
            }
        });
        return message(delivery, headers, delivery.body());
    }

    static Message message(Delivery delivery, Map<String, String> headers, byte[] raw) {
        return new Message("webhook:" + delivery.source(), "", "", headers, raw);
    }

    /** Percent-encoded UTF-8, in which a plus is a plus. */
    private static String decoded(String value) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            boolean coded = value.charAt(i) == '%' && value.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*");
            if (coded) {
                bytes.write(Integer.parseInt(value, i + 1, i + 3, HEX));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(value.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\0", "");
    }
}
