package io.isthmus.token.client;

import io.isthmus.token.secret.SecretReferences;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** The registry in force. A file that becomes wrong is refused, and the one before stays in force. */
@Singleton
@Startup
public class Clients {

    private static final Logger LOG = Logger.getLogger(Clients.class);

    private final Path file;
    private final SecretReferences references;
    private volatile ClientRegistry registry;
    private String fingerprint = "";
    private volatile boolean upToDate = true;

    /** @throws InvalidRegistryException if the file is not right */
    @Inject
    public Clients(ClientsConfig config) {
        this(config.file(), System::getenv);
    }

    Clients(Path file, SecretReferences.Environment environment) {
        this.file = file.toAbsolutePath();
        this.references = new SecretReferences(this.file.resolveSibling(""), environment);
        this.registry = new ClientRegistry(List.of(), List.of());
        load();
    }

    public ClientRegistry current() {
        return registry;
    }

    /** @return whether the file, as last looked at, is the one in force */
    public boolean upToDate() {
        return upToDate;
    }

    @Scheduled(every = "{isthmus.clients.reload:PT5S}", delayed = "{isthmus.clients.reload:PT5S}")
    void reload() {
        try {
            load();
            upToDate = true;
        } catch (InvalidRegistryException e) {
            if (upToDate) {
                LOG.errorf("client registry not reloaded, the one before stays in force: %s", e.getMessage());
            }
            upToDate = false;
        }
    }

    private synchronized void load() {
        RegistryReader.Result result = RegistryReader.read(text(), references);
        if (result.fingerprint().equals(fingerprint)) {
            return;
        }
        fingerprint = result.fingerprint();
        registry = result.registry();
        result.warnings().forEach(LOG::warn);
        LOG.infof("client registry loaded: %d clients", registry.size());
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidRegistryException(List.of("file " + file + " cannot be read"));
        }
    }
}
