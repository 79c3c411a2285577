package io.isthmus.token.support;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Breaks texts in ways that parsers are known to stumble over; the same seed breaks them the same way. */
public final class Mutations {

    private static final String[] PIECES = {
        "",
        ".",
        "..",
        "=",
        "::",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "\ud800",
        "\udc00",
        "\u0000",
        "\r\n",
        "\t",
        " ",
        "%00",
        "%0d%0a",
        "{",
        "}",
        "[",
        "]",
        "[[[[[[[[[[[[[[[[[[[[",
        ",",
        ":",
        "null",
        "true",
        "-0",
        "1e400",
        "-1",
        "0.1",
        "9223372036854775808",
        "99999999999999999999999999999999999999999999999999999999999999999999999999",
        "\u202e",
        "\u200b",
        "e\u0301",
        "ﬁ",
        "а",
        "//evil.example",
        "/\\evil.example",
        "https://lms.example.org@evil.example/",
        "https://lms.example.org",
        "javascript:",
        "\"kid\":\"portal-1\"",
        "\"username\":\"eve\"",
        "AAAAAAAAAAAAAAAAAAAAAAAA"
    };

    private final SplittableRandom random;

    public Mutations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public boolean coin() {
        return random.nextBoolean();
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One to three changes. */
    public String of(String text) {
        String changed = text;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = change(changed);
        }
        return changed;
    }

    /** The text's bytes in UTF-8, changed as text or as bytes. */
    public byte[] bytesOf(String text) {
        if (random.nextInt(4) > 0) {
            return of(text).getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private String change(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        String piece = PIECES[random.nextInt(PIECES.length)];
        return switch (random.nextInt(8)) {
            case 0 -> text.substring(0, from) + piece + text.substring(from);
            case 1 -> text.substring(0, from) + piece + text.substring(to);
            case 2 -> text.substring(0, from) + text.substring(to);
            case 3 -> text.substring(0, to) + text.substring(from);
            case 4 -> text.substring(0, from);
            case 5 -> text.substring(from) + text.substring(0, from);
            case 6 -> text.isEmpty() ? piece : flipped(text, random.nextInt(text.length()));
            default -> text.substring(0, from) + (char) random.nextInt(0x10000) + text.substring(to);
        };
    }

    private String flipped(String text, int at) {
        char other = (char) (text.charAt(at) ^ 1 << random.nextInt(7));
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
