package io.isthmus.token.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.secret.SecretReferences;
import io.isthmus.token.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryReaderTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String RIGHT = """
            clients:
              - id: portal
                name: Portal
                source: cms
                audiences: [lms]
                scopes: [token:mint, courses:read]
                credential: {insecure-inline: api-credential-of-32-bytes-012345}
                formats: [ssologin, jwe, {name: v1, sunset: 2026-12-31}]
                subject: username
                redirects: ["https://lms.example.org"]
                keys:
                  - {kid: a, status: active, secret: {insecure-inline: signing-secret-of-32-bytes-012345}}
                  - {kid: b, status: passive, not-after: 2026-06-01T00:00:00+02:00, secret: {env: KEY_B}}
                  - {kid: c, status: disabled, secret: {file: key-c}}
            """;

    @TempDir
    Path folder;

    @Test
    void readsAFullRegistry() throws IOException {
        ClientRegistry registry = read(RIGHT).registry();

        Client portal = registry.find("portal").orElseThrow();
        assertThat(portal.source()).isEqualTo("cms");
        assertThat(portal.audiences()).containsExactly("lms");
        assertThat(portal.scopes()).containsExactlyInAnyOrder("token:mint", "courses:read");
        assertThat(portal.subject()).isEqualTo(SubjectRule.USERNAME);
        assertThat(portal.mayUse(WireFormat.V1, NOW)).isTrue();
        assertThat(portal.mayUse(WireFormat.V1, Instant.parse("2026-12-31T00:00:00Z")))
                .as("at its sunset")
                .isFalse();
        assertThat(portal.mayUse(WireFormat.V0, NOW)).isFalse();
        assertThat(portal.mintingKey(NOW))
                .hasValueSatisfying(key -> assertThat(key.kid()).isEqualTo("a"));
        assertThat(registry.verifyingKeys(WireFormat.SSOLOGIN, NOW))
                .extracting(owned -> owned.key().kid())
                .containsExactly("a", "b");
        assertThat(registry.verifyingKeys(WireFormat.SSOLOGIN, Instant.parse("2026-05-31T22:00:00Z")))
                .extracting(owned -> owned.key().kid())
                .containsExactly("a");
    }

    @Test
    void knowsAClientByItsCredentialOnly() throws IOException {
        ClientRegistry registry = read(RIGHT).registry();

        assertThat(registry.authenticate("portal", SecretBytes.ofText("api-credential-of-32-bytes-012345")))
                .isPresent();
        assertThat(registry.authenticate("portal", SecretBytes.ofText("signing-secret-of-32-bytes-012345")))
                .isEmpty();
        assertThat(registry.authenticate("nobody", SecretBytes.ofText("the credential of no client at all")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: portal | id: 'por tal' | clients[0].id: must match",
                "name: Portal | nme: Portal | unknown member 'nme'",
                "source: cms | source: CMS | clients[0].source: must match",
                "formats: [ssologin | formats: [saml | unknown format",
                ", sunset: 2026-12-31 | '' | legacy format 'v1' needs a sunset date",
                "2026-12-31 | tomorrow | must be a date",
                "status: active | status: on | clients[0].keys[0].status: must match",
                "kid: b | kid: a | kid 'a' is there twice",
                "env: KEY_B | env: KEY_X | environment variable 'KEY_X' is not set",
                "file: key-c | file: key-x | file 'key-x' cannot be read",
                "signing-secret-of-32-bytes-012345 | api-credential-of-32-bytes-012345 | used elsewhere",
                "signing-secret-of-32-bytes-012345 | short | is shorter than 32 bytes",
                "signing-secret-of-32-bytes-012345 | '\"\"' | is empty",
                "api-credential-of-32-bytes-012345 | short | clients[0].credential: is shorter than 32 bytes",
                "https://lms.example.org | https://lms.example.org/path | must be scheme, host and port",
                "subject: username | subject: email | must be uid or username",
                "insecure-inline: signing | inline: signing | must name a file or an environment variable",
                "clients: | clints: | unknown member 'clints'",
                "id: portal | id: portal\\n    id: portal | is not YAML near line"
            })
    void refusesAndSaysWhy(String right, String wrong, String message) {
        String yaml =
                RIGHT.replace(right.strip(), wrong.replace("\\n", "\n").strip().replace("''", ""));

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(InvalidRegistryException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesAllMistakesAtOnceAndNoSecret() {
        String yaml = RIGHT.replace("source: cms", "source: CMS")
                .replace("signing-secret-of-32-bytes-012345", "hush")
                .replace("name: Portal", "name: ''");

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOfSatisfying(
                        InvalidRegistryException.class,
                        e -> assertThat(e.problems()).hasSize(3))
                .hasMessageNotContaining("hush");
    }

    @Test
    void warnsOfLegacyFormats() throws IOException {
        assertThat(read(RIGHT).warnings())
                .containsExactly("client 'portal': format 'v1' is taken until 2026-12-31T00:00:00Z");
    }

    @Test
    void takesUnsignedTokensFromNamedNetworksOnly() throws IOException {
        String unsigned = "{name: unsigned, sunset: 2026-12-31, networks: [10.0.0.0/8]}";
        String yaml = RIGHT.replace("{name: v1, sunset: 2026-12-31}", unsigned);

        Client portal = read(yaml).registry().find("portal").orElseThrow();
        assertThat(portal.mayUse(WireFormat.UNSIGNED, NOW, InetAddress.getByName("10.1.2.3")))
                .isTrue();
        assertThat(portal.mayUse(WireFormat.UNSIGNED, NOW, InetAddress.getByName("192.0.2.1")))
                .isFalse();
        assertThatThrownBy(() -> read(yaml.replace(", networks: [10.0.0.0/8]", "")))
                .hasMessageContaining("needs the networks it is taken from");
        assertThatThrownBy(() -> read(yaml.replace("10.0.0.0/8", "intranet")))
                .hasMessageContaining("must be a network such as");
    }

    @Test
    void refusesTwoClientsOfOneName() {
        String yaml = RIGHT + """
                  - id: portal
                    name: Other
                    source: cms
                    credential: {insecure-inline: other-credential-of-32-bytes-0123}
                """;

        assertThatThrownBy(() -> read(yaml)).hasMessageContaining("client 'portal' is there twice");
    }

    @Test
    void warnsOfAShortSecretThatOnlyThePluginUses() throws IOException {
        String yaml = RIGHT.replace("formats: [ssologin, jwe,", "formats: [ssologin,")
                .replace("signing-secret-of-32-bytes-012345", "sixteen-bytes-16");

        assertThat(read(yaml).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("'a'", "shorter than 32 bytes"))
                .noneSatisfy(warning -> assertThat(warning).contains("sixteen"));
    }

    @Test
    void refusesASecretOfFourteenBytesEvenForThePlugin() {
        String yaml = RIGHT.replace("formats: [ssologin, jwe,", "formats: [ssologin,")
                .replace("signing-secret-of-32-bytes-012345", "s3cret-of-14ch");

        assertThatThrownBy(() -> read(yaml)).hasMessageContaining("is shorter than 32 bytes");
    }

    @Test
    void takesSixtyFourBytesAsTheyAreForJweAlone() throws IOException {
        String key = "A".repeat(86);
        String yaml = RIGHT.replace(
                "secret: {insecure-inline: signing-secret-of-32-bytes-012345}",
                "encoding: base64url, secret: {insecure-inline: " + key + "}");

        assertThatThrownBy(() -> read(yaml)).hasMessageContaining("a key for jwe alone");
        String jweOnly = yaml.replace("formats: [ssologin, jwe, {name: v1, sunset: 2026-12-31}]", "formats: [jwe]");
        assertThat(read(jweOnly).registry().key("a").orElseThrow().key().ssoLogin())
                .isEmpty();
    }

    @Test
    void theRegistryOfTheLocalStackIsRight() throws IOException {
        Path local = Path.of("../deploy/local/src/main/resources/clients.yaml");

        ClientRegistry registry = RegistryReader.read(
                        Files.readString(local), new SecretReferences(folder, name -> null))
                .registry();

        assertThat(registry.find("portal").orElseThrow().formats().keySet())
                .containsExactlyInAnyOrder(WireFormat.SSOLOGIN, WireFormat.JWE, WireFormat.V1, WireFormat.V0);
        assertThat(registry.find("operator").orElseThrow().scopes()).contains("sync:admin");
    }

    private RegistryReader.Result read(String yaml) throws IOException {
        Files.writeString(folder.resolve("key-c"), "third-secret-of-32-bytes-01234567\n");
        Map<String, String> environment = Map.of("KEY_B", "second-secret-of-32-bytes-0123456");
        return RegistryReader.read(yaml, new SecretReferences(folder, environment::get));
    }
}
