package io.isthmus.token.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** A Lua script, sent by its hash and in full when Redis does not know it yet. */
public final class RedisScript {

    private final String text;
    private final String hash;

    private RedisScript(String text) {
        this.text = text;
        this.hash = HexFormat.of().formatHex(sha1(text));
    }

    /** @param resource beside the class, such as {@code claim.lua} */
    public static RedisScript of(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no script " + resource);
            }
            return new RedisScript(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param send to Redis, or over one of its connections */
    public Uni<Response> run(Function<Request, Uni<Response>> send, List<String> keys, List<String> arguments) {
        return send.apply(request(Command.EVALSHA, hash, keys, arguments))
                .onFailure(RedisScript::isUnknownScript)
                .recoverWithUni(() -> send.apply(request(Command.EVAL, text, keys, arguments)));
    }

    private static boolean isUnknownScript(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("NOSCRIPT");
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        var all = new ArrayList<String>();
        all.add(script);
        all.add(String.valueOf(keys.size()));
        all.addAll(keys);
        all.addAll(arguments);
        return RedisCommands.request(command, all);
    }

    /** SHA-1 is how Redis names scripts (EVALSHA); nothing rests on it. */
    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
