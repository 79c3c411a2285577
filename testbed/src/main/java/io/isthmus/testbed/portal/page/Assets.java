package io.isthmus.testbed.portal.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Style sheet, script and icon; their addresses change with their content, so browsers may keep them. */
final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "portal.css", "text/css; charset=UTF-8",
            "handover.js", "text/javascript; charset=UTF-8",
            "icon.svg", "image/svg+xml",
            "bridge.svg", "image/svg+xml");

    private final Map<String, Buffer> contents = new LinkedHashMap<>();

    Assets() {
        TYPES.keySet().forEach(name -> contents.put(name, read(name)));
    }

    void mount(Router router) {
        contents.forEach((name, content) -> router.get("/assets/" + name)
                .handler(context -> context.response()
                        .putHeader("Content-Type", TYPES.get(name))
                        .putHeader("Cache-Control", "public, max-age=31536000, immutable")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .end(content)));
    }

    public String css() {
        return url("portal.css");
    }

    public String handover() {
        return url("handover.js");
    }

    public String icon() {
        return url("icon.svg");
    }

    public String bridge() {
        return url("bridge.svg");
    }

    private String url(String name) {
        return "/assets/" + name + "?" + hash(contents.getOrDefault(name, Buffer.buffer()));
    }

    private static String hash(Buffer content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256 in this JDK", e);
        }
    }

    private static Buffer read(String name) {
        try (InputStream stream = Assets.class.getResourceAsStream("/portal/assets/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no asset " + name);
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
