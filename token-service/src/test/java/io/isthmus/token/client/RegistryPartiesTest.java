package io.isthmus.token.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.secret.SecretReferences;
import io.isthmus.token.support.SignedJwts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients with keys of their own, where they are told of logouts, and who may tell of them. */
class RegistryPartiesTest {

    private static final String RIGHT = """
            clients:
              - id: robot
                name: Robot
                source: cms
                public-keys: {file: keys.json}
                backchannel-logout: https://cms.example.org/logout?from=isthmus
            issuers:
              - {id: "https://idp.example.org", audience: isthmus, source: cms, public-keys: {file: keys.json}}
              - {id: "https://other.example.org", audience: isthmus, source: other, public-keys: {file: keys.json}}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void keys() throws IOException {
        write(SignedJwts.KEY.toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    @Test
    void readsKeysAddressesAndIssuers() {
        ClientRegistry registry = read(RIGHT).registry();

        Client robot = registry.find("robot").orElseThrow();
        String token = SignedJwts.sign(SignedJwts.assertion(claims -> {}), "JWT");
        assertThat(robot.publicKeys().orElseThrow().open(token)).isPresent();
        assertThat(robot.backchannelLogout()).hasValue(URI.create("https://cms.example.org/logout?from=isthmus"));
        assertThat(registry.issuer("https://other.example.org"))
                .hasValueSatisfying(issuer -> assertThat(issuer.source()).isEqualTo("other"));
        assertThat(registry.issuer("https://idp.example.org/")).isEmpty();
    }

    @Test
    void aClientWithoutACredentialIsKnownByNone() {
        ClientRegistry registry = read(RIGHT).registry();

        assertThat(registry.authenticate("robot", SecretBytes.ofText("the credential of no client at all")))
                .isEmpty();
    }

    @Test
    void aChangedKeyIsAChangedRegistry() throws IOException {
        String before = read(RIGHT).fingerprint();

        write(SignedJwts.KEY.toJson(OutputControlLevel.PUBLIC_ONLY).replace("robot-1", "robot-2"));

        assertThat(read(RIGHT).fingerprint()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public-keys: {file: keys.json} | credential: {env: NONE} | environment variable 'NONE' is not set",
                "    public-keys: {file: keys.json} | '' | clients[0].credential: must be a mapping",
                "{file: keys.json} | {file: none.json} | file 'none.json' cannot be read",
                "{file: keys.json} | {inline: hello} | must hold 1 to 8 public keys",
                "{file: keys.json} | {text: hello} | unknown member 'text'",
                "https://cms.example.org/logout | ftp://cms.example.org/logout | must be a URL such as",
                "https://cms.example.org/logout | /logout | must be a URL such as",
                "https://cms.example.org/logout | https://somebody@cms.example.org/logout | must be a URL such as",
                "?from=isthmus | '#here' | must be a URL such as",
                "audience: isthmus, source: other | source: other | issuers[1].audience: is missing",
                "https://other.example.org | https://idp.example.org | an issuer is there twice"
            })
    void refusesAndSaysWhy(String right, String wrong, String message) {
        assertThat(RIGHT).contains(right);

        assertThatThrownBy(() -> read(RIGHT.replace(right, wrong)))
                .isInstanceOf(InvalidRegistryException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPrivateKeyIsRefusedAndNotRepeated() throws IOException {
        write(SignedJwts.KEY.toJson(OutputControlLevel.INCLUDE_PRIVATE));

        assertThatThrownBy(() -> read(RIGHT))
                .hasMessageContaining("holds a private key")
                .message()
                .doesNotContain("72gIfIMas3h");
    }

    private void write(String key) throws IOException {
        Files.writeString(folder.resolve("keys.json"), "{\"keys\":[" + key + "]}");
    }

    private RegistryReader.Result read(String yaml) {
        return RegistryReader.read(yaml, new SecretReferences(folder, name -> null));
    }
}
