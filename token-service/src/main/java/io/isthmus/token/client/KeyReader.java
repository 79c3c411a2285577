package io.isthmus.token.client;

import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.secret.SecretReferences;
import io.isthmus.token.wire.JweKey;
import io.isthmus.token.wire.PublicKeyFile;
import io.isthmus.token.wire.PublicKeys;
import io.isthmus.token.wire.SsoLoginKey;
import io.isthmus.token.wire.StrictBase64;
import io.isthmus.token.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the keys and the credential of one client. */
final class KeyReader {

    /** Bytes; below it a secret can be guessed from one token. */
    private static final int MIN_SECRET = 32;

    /** Bytes; what installations of the plugin have. */
    private static final int MIN_PLUGIN_SECRET = 16;

    private static final Pattern KID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern STATUS = Pattern.compile("active|passive|disabled");

    private final SecretReferences references;
    private final Set<WireFormat> formats;
    private final SharedSecrets secrets;
    private final List<String> warnings;

    KeyReader(SecretReferences references, Set<WireFormat> formats, SharedSecrets secrets, List<String> warnings) {
        this.references = references;
        this.formats = formats;
        this.secrets = secrets;
        this.warnings = warnings;
    }

    Optional<SecretBytes> credential(RegistryNode node) {
        node.knowing("file", "env", "insecure-inline");
        return secret(node).map(SecretBytes::ofText).filter(bytes -> isFresh(node, bytes) && isLong(node, bytes));
    }

    /** Public keys, or a problem; they may stand in several places and are no secret. */
    Optional<PublicKeys> publicKeys(RegistryNode node) {
        node.knowing("file", "env", "inline");
        Optional<String> text = node.has("inline") ? node.get("inline").text() : referenced(node);
        if (text.isEmpty()) {
            node.problem("must name a file or an environment variable (file: or env:) or hold the keys (inline:)");
            return Optional.empty();
        }
        try {
            secrets.note(text.get());
            return Optional.of(PublicKeyFile.parse(text.get()));
        } catch (IllegalArgumentException e) {
            node.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    Optional<ClientKey> key(RegistryNode node) {
        node.knowing("kid", "secret", "encoding", "status", "not-after");
        Optional<String> kid = node.get("kid").required(KID);
        Optional<KeyStatus> status = status(node.get("status"));
        Optional<Instant> notAfter = node.get("not-after").instant();
        RegistryNode secretNode = node.get("secret").knowing("file", "env", "insecure-inline");
        Optional<String> secret = secret(secretNode);
        if (kid.isEmpty() || status.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        String encoding = node.get("encoding").text().orElse("text");
        if (encoding.equals("base64url")) {
            return raw(secretNode, secret.get())
                    .map(key ->
                            new ClientKey(kid.get(), status.get(), notAfter, Optional.empty(), JweKey.ofBytes(key)));
        }
        if (!encoding.equals("text")) {
            node.get("encoding").problem("must be text or base64url");
        }
        SecretBytes bytes = SecretBytes.ofText(secret.get());
        if (!isFresh(secretNode, bytes) || !isLongForFormats(secretNode, bytes, kid.get())) {
            return Optional.empty();
        }
        return Optional.of(new ClientKey(
                kid.get(), status.get(), notAfter, Optional.of(SsoLoginKey.of(bytes)), JweKey.fromSecret(bytes)));
    }

    private Optional<SecretBytes> raw(RegistryNode node, String text) {
        if (!formats.equals(Set.of(WireFormat.JWE))) {
            node.problem("64 bytes in base64url are a key for jwe alone");
            return Optional.empty();
        }
        Optional<SecretBytes> key = StrictBase64.decodeUrl(text)
                .filter(bytes -> bytes.length == JweKey.LENGTH)
                .map(SecretBytes::of);
        if (key.isEmpty()) {
            node.problem("must be 64 bytes in base64url without padding");
        }
        return key.filter(bytes -> isFresh(node, bytes));
    }

    private Optional<String> referenced(RegistryNode node) {
        try {
            return node.has("file")
                    ? node.get("file").text().map(references::fromFile)
                    : node.get("env").text().map(references::fromEnvironment);
        } catch (IllegalArgumentException e) {
            node.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<String> secret(RegistryNode node) {
        if (node.has("file") || node.has("env")) {
            return referenced(node);
        }
        Optional<String> inline = node.get("insecure-inline").text();
        if (inline.isEmpty()) {
            node.problem("must name a file or an environment variable (file: or env:)");
        }
        return inline;
    }

    private boolean isFresh(RegistryNode node, SecretBytes secret) {
        if (secrets.isReused(secret)) {
            node.problem("this secret is used elsewhere in the registry; each key and credential has its own");
            return false;
        }
        return true;
    }

    private boolean isLong(RegistryNode node, SecretBytes secret) {
        if (secret.length() < MIN_SECRET) {
            node.problem(secret.length() == 0 ? "is empty" : "is shorter than 32 bytes");
            return false;
        }
        return true;
    }

    private boolean isLongForFormats(RegistryNode node, SecretBytes secret, String kid) {
        if (formats.contains(WireFormat.JWE) || secret.length() < MIN_PLUGIN_SECRET) {
            return isLong(node, secret);
        }
        if (secret.length() < MIN_SECRET) {
            warnings.add("key '" + kid + "' is shorter than 32 bytes; it is taken for ssologin's sake, renew it");
        }
        return true;
    }

    private static Optional<KeyStatus> status(RegistryNode node) {
        return node.required(STATUS).map(text -> KeyStatus.valueOf(text.toUpperCase(Locale.ROOT)));
    }
}
