package io.isthmus.token.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {

    private static final String ONE = """
            clients:
              - id: one
                name: One
                source: cms
                credential: {file: credential}
            """;

    @TempDir
    Path folder;

    @Test
    void startsWithoutABadFileOnly() throws IOException {
        Path file = write("clients: []");

        assertThatThrownBy(() -> new Clients(file, name -> null)).isInstanceOf(InvalidRegistryException.class);
        assertThatThrownBy(() -> new Clients(folder.resolve("missing.yaml"), name -> null))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void takesUpAChangedFile() throws IOException {
        var clients = new Clients(write(ONE), name -> null);

        write(ONE.replace("id: one", "id: two"));
        clients.reload();

        assertThat(clients.current().isClient("two")).isTrue();
        assertThat(clients.current().isClient("one")).isFalse();
    }

    @Test
    void takesUpAChangedSecret() throws IOException {
        var clients = new Clients(write(ONE), name -> null);
        ClientRegistry before = clients.current();
        clients.reload();
        assertThat(clients.current()).as("nothing changed").isSameAs(before);

        Files.writeString(folder.resolve("credential"), "another-credential-of-32-bytes-01");
        clients.reload();

        assertThat(clients.current()).isNotSameAs(before);
    }

    @Test
    void keepsTheOldOneWhenTheFileTurnsBad() throws IOException {
        var clients = new Clients(write(ONE), name -> null);

        write("clients: nonsense");
        clients.reload();
        assertThat(clients.upToDate()).isFalse();
        assertThat(clients.current().isClient("one")).isTrue();

        write(ONE);
        clients.reload();
        assertThat(clients.upToDate()).isTrue();
    }

    private Path write(String yaml) throws IOException {
        Path secret = folder.resolve("credential");
        if (!Files.exists(secret)) {
            Files.writeString(secret, "a-credential-of-32-bytes-012345678");
        }
        return Files.writeString(folder.resolve("clients.yaml"), yaml);
    }
}
