package io.isthmus.usersync.webhook;

import io.isthmus.usersync.account.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Signs as senders do. */
public final class Senders {

    public static final String SECRET = "test-webhook-secret-0123456789abcdef";

    private Senders() {}

    /** @return the headers, with time and signature */
    public static Map<String, String> signed(byte[] body, Map<String, String> headers, Instant time) {
        String timestamp = String.valueOf(time.getEpochSecond());
        var text = new StringBuilder(timestamp).append('.');
        new TreeMap<>(headers).forEach((name, value) -> {
            if (name.startsWith("ce-")) {
                text.append(name).append(':').append(value).append('\n');
            }
        });
        byte[] mac =
                Signed.mac("HmacSHA256", Secret.of(SECRET), text.toString().getBytes(StandardCharsets.UTF_8), body);
        var all = new HashMap<>(headers);
        all.put("isthmus-timestamp", timestamp);
        all.put("isthmus-signature", "v1=" + HexFormat.of().formatHex(mac));
        return all;
    }

    public static Map<String, String> drupal(byte[] body, String event, String delivery) {
        byte[] mac = Signed.mac("HmacSHA1", Secret.of(SECRET), body);
        return Map.of(
                "x-drupal-event",
                event,
                "x-drupal-delivery",
                delivery,
                "x-hub-signature",
                "sha1=" + HexFormat.of().formatHex(mac));
    }
}
