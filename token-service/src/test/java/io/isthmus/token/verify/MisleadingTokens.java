package io.isthmus.token.verify;

import static io.isthmus.token.verify.RefusalReason.BAD_CLAIM;
import static io.isthmus.token.verify.RefusalReason.BAD_REDIRECT;
import static io.isthmus.token.verify.RefusalReason.BAD_UID;
import static io.isthmus.token.verify.RefusalReason.BAD_USERNAME;
import static io.isthmus.token.verify.RefusalReason.NO_SUBJECT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.support.Forge;
import java.util.List;
import java.util.Map;

/** Tokens whose names and places pass for others. */
final class MisleadingTokens {

    private static final String STRICT_SECRET = "test-strict-signing-secret-0123456789";

    private final TokenList tokens;

    MisleadingTokens(TokenList tokens) {
        this.tokens = tokens;
    }

    void addAll() {
        usernames();
        subjects();
        redirects();
    }

    private void usernames() {
        Map<String, String> names = Map.ofEntries(
                Map.entry("a space before", " ada"),
                Map.entry("a space after", "ada "),
                Map.entry("a no-break space", "ada\u00a0b"),
                Map.entry("a zero-width space", "ad\u200ba"),
                Map.entry("a zero-width joiner", "ad\u200da"),
                Map.entry("right-to-left override", "\u202eada"),
                Map.entry("a bidi isolate", "\u2066ada"),
                Map.entry("full-width letters", "ａｄａ"),
                Map.entry("a ligature", "ﬁona"),
                Map.entry("a Cyrillic a", "аda"),
                Map.entry("a Greek alpha", "adα"),
                Map.entry("a private character", "ada\ue000"));
        names.forEach((name, username) -> {
            tokens.v3("username with " + name, BAD_USERNAME, payload -> payload.put("username", username));
            tokens.jwe("username with " + name, BAD_USERNAME, claims -> claims.put("preferred_username", username));
        });
        tokens.v3("username with NUL", BAD_CLAIM, payload -> payload.put("username", "ada\u0000"));
        tokens.v3("username with CR LF", BAD_CLAIM, payload -> payload.put("username", "ada\r\n"));
        tokens.v3("username of 101 characters", BAD_USERNAME, payload -> payload.put("username", "a".repeat(101)));
    }

    private void subjects() {
        for (String uid : List.of("1:2", "name:ada", "1 2", "é", "a".repeat(65), "1/2", "*", "101\u200b")) {
            tokens.jwe("sub " + uid.length() + " " + (int) uid.charAt(0), BAD_UID, claims -> claims.put("sub", uid));
            tokens.v3("uid " + uid.length() + " " + (int) uid.charAt(0), BAD_UID, payload -> payload.put("uid", uid));
        }
        tokens.v3("uid is a fraction", BAD_CLAIM, payload -> payload.put("uid", 1.5));
        tokens.v3("uid is a list", BAD_CLAIM, payload -> payload.putArray("uid").add(101));
        ObjectNode payload = tokens.forge().ssoLoginPayload(node -> node.remove("uid"));
        tokens.add(
                "v3 without uid of a client that insists on it",
                NO_SUBJECT,
                Forge.ssoLogin(STRICT_SECRET, Forge.bytes(payload)));
    }

    private void redirects() {
        List<String> redirects = List.of(
                "",
                "course",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "/\tevil",
                " /x",
                "/a/../../x",
                "/x%0d%0aSet-Cookie:a=b",
                "/x%00",
                "https://evil.example/",
                "https://cms.example.org.evil.example/",
                "https://cms.example.org@evil.example/",
                "https://u:p@cms.example.org/",
                "https://cms.example.org:444/",
                "http://cms.example.org/",
                "https://cms。example。org/",
                "javascript:alert(1)",
                "data:text/html,x",
                "https:cms.example.org",
                "https:///x",
                "HTTPS://EVIL.EXAMPLE/");
        for (int i = 0; i < redirects.size(); i++) {
            String redirect = redirects.get(i);
            tokens.v3("redirect " + i, BAD_REDIRECT, payload -> payload.put("redirect", redirect));
            tokens.jwe("redirect " + i, BAD_REDIRECT, claims -> claims.put("redirect", redirect));
        }
    }
}
